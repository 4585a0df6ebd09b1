#include "hub/hub.h"

int main(int argc, char **argv)
{
    return hub_program(argc, argv);
}
