#include "publish/publish.h"

int main(int argc, char **argv)
{
    return publish_program(argc, argv);
}
