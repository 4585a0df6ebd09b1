/* Checks that the headers stand alone, until this room is built. */
typedef int wayside_widget_room;
