#include "keyboard_layout.h"

#include <stddef.h>
#include <string.h>

static const struct keyboard_alphabet alphabets[] = {
    {"en", "a b c d e f g h i j k l m n o p q r s t u v w x y z ' , . ?",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z ' , . ?",
        "1 2 3 4 5 6 7 8 9 0 - / : ; ( ) @ & # + ' \" ! ? , . * = % _", "ABC", 10},
    {"ar", "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ة ى ء أ إ آ ؤ ئ ، . ؟", "",
        "١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ٠ - / : ؛ ( ) @ « » + ! ؟ ، . * = ٪ _", "أبت", 10},
};

static int same(const char *a, const char *b)
{
    return a && strncmp(a, b, 2) == 0;
}

const struct keyboard_alphabet *keyboard_alphabet_of(const char *language)
{
    for (size_t i = 0; i < sizeof(alphabets) / sizeof(alphabets[0]); i++)
        if (same(alphabets[i].language, language))
            return &alphabets[i];
    return &alphabets[0];
}

const struct keyboard_familiar *keyboard_familiar_of(const char *language)
{
    for (const struct keyboard_familiar *layout = keyboard_familiar; layout->language; layout++)
        if (same(layout->language, language))
            return layout;
    return NULL;
}
