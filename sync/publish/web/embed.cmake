# cmake -D IN=style.css -D OUT=web_css.c -P embed.cmake: the style sheet as one string in C.
file(READ ${IN} text)
string(REPLACE "\\" "\\\\" text "${text}")
string(REPLACE "\"" "\\\"" text "${text}")
string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
file(WRITE ${OUT} "/* made from sync/publish/web/style.css at build */\n#include \"web.h\"\n\nconst char web_css[] =\n    \"${text}\";\n")
