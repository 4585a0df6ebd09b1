#include "desk/program.h"

int main(int argc, char **argv)
{
    return desk_program(argc, argv);
}
