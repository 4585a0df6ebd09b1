#include "keyboard_layout.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ENGLISH_MARKS "1 2 3 4 5 6 7 8 9 0 - / : ; ( ) @ & # + ' \" ! ? , . * = % _"

static const struct keyboard_alphabet alphabets[] = {
    {"en", "a b c d e f g h i j k l m n o p q r s t u v w x y z ' , . ?",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z ' , . ?", ENGLISH_MARKS " $ € £", "ABC", "123",
        10, true, false},
    {"es", "a á b c d e é f g h i í j k l m n ñ o ó p q r s t u ú ü v w x y z , . ¿ ? ¡ !",
        "A Á B C D E É F G H I Í J K L M N Ñ O Ó P Q R S T U Ú Ü V W X Y Z , . ¿ ? ¡ !",
        "1 2 3 4 5 6 7 8 9 0 - / : ; ( ) @ & # + ' \" « » ¿ ? ¡ ! , . * = % _ € $ º ª", "ABC", "123", 10,
        true, false},
    {"fr", "a à â æ b c ç d e é è ê ë f g h i î ï j k l m n o ô œ p q r s t u ù û ü v w x y ÿ z ' , . ?",
        "A À Â Æ B C Ç D E É È Ê Ë F G H I Î Ï J K L M N O Ô Œ P Q R S T U Ù Û Ü V W X Y Ÿ Z ' , . ?",
        "1 2 3 4 5 6 7 8 9 0 - / : ; ( ) @ & # + ' \" « » ! ? , . * = % _ € $ ’", "ABC", "123", 10, true,
        false},
    {"ar",
        "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي ة ى | ء أ إ آ ؤ ئ ـ ، . ؟ | "
        "\xd9\x8e \xd9\x8f \xd9\x90 \xd9\x91 \xd9\x92 \xd9\x8b \xd9\x8c \xd9\x8d \xd9\xb0",
        "", "١ ٢ ٣ ٤ ٥ ٦ ٧ ٨ ٩ ٠ - / : ؛ ( ) @ « » + ! ؟ ، . * = ٪ _", "أبت", "١٢٣", 10, false, false},
    {"ru", "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я , . ? ! -",
        "А Б В Г Д Е Ё Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Ъ Ы Ь Э Ю Я , . ? ! -",
        "1 2 3 4 5 6 7 8 9 0 - / : ; ( ) @ & # + ' \" « » ! ? , . * = % _ — № ₽", "АБВ", "123", 10,
        false, false},
    {"zh", "a b c d e f g h i j k l m n o p q r s t u ü v w x y z ' ， 。", "",
        "1 2 3 4 5 6 7 8 9 0 ， 。 、 ？ ！ ： ； “ ” ‘ ’ （ ） 《 》 — … · - / @ # + * = % & ￥", "拼音",
        "123", 10, false, true},
    {"hi",
        "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व ळ श ष स ह क्ष त्र ज्ञ श्र | "
        "ा ि ी ु ू ृ े ै ो ौ ् ं ँ ः ़ ॅ ॉ ऽ । , | अ आ इ ई उ ऊ ऋ ए ऐ ओ औ ऑ ऍ ऌ",
        "", "1 2 3 4 5 6 7 8 9 0 १ २ ३ ४ ५ ६ ७ ८ ९ ० - / : ; ( ) @ & # + ' \" ! ? , . * = % _ । ॥ ॐ ॰ ₹",
        "कखग", "123", 10, false, false},
    {"th",
        "ก ข ฃ ค ฅ ฆ ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ฤ ล ฦ ว ศ ษ ส ห ฬ อ ฮ | "
        "ะ ั า ำ ิ ี ึ ื ุ ู เ แ โ ใ ไ ็ ่ ้ ๊ ๋ ์ ๆ ฯ ๅ ฺ ํ ๎",
        "", "1 2 3 4 5 6 7 8 9 0 ๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙ ๐ - / : ; ( ) @ & # + ' \" “ ” ! ? , . * = % _ ฿", "กขค",
        "123", 12, false, false},
    {"am", "ሀ ለ ሐ መ ሠ ረ ሰ ሸ ቀ በ ቨ ተ ቸ ኀ ነ ኘ አ ከ ኸ ወ ዐ ዘ ዠ የ ደ ጀ ገ ጠ ጨ ጰ ጸ ፀ ፈ ፐ ። ፣ ፤ ፥ ? !", "",
        "1 2 3 4 5 6 7 8 9 0 ፩ ፪ ፫ ፬ ፭ ፮ ፯ ፰ ፱ ፲ - / ፡ ። ፣ ፤ ፥ ፦ ፧ ( ) « » ‹ › ! ? , . @ # + * = % _", "ሀለሐ",
        "123", 10, false, false},
};

static bool same(const char *a, const char *b)
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

unsigned keyboard_family_of(const char *base)
{
    for (unsigned i = 0; keyboard_families[i].base; i++)
        if (strcmp(keyboard_families[i].base, base) == 0)
            return i + 1;
    return 0;
}

unsigned keyboard_dead_of(const char *language, const char *sign)
{
    for (unsigned i = 0; keyboard_dead[i].sign; i++)
        if (same(keyboard_dead[i].language, language) && strcmp(keyboard_dead[i].sign, sign) == 0)
            return i + 1;
    return 0;
}

bool keyboard_listed(const char *list, const char *word)
{
    size_t len = strlen(word);
    while (*list) {
        size_t here = strcspn(list, " ");
        if (here == len && memcmp(list, word, len) == 0)
            return true;
        list += here + (list[here] == ' ');
    }
    return false;
}

static unsigned first_of(const char *text)
{
    const unsigned char *b = (const unsigned char *)text;
    if (b[0] >= 0xe0 && b[0] < 0xf0 && b[1] && b[2])
        return (b[0] & 0x0fu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu);
    if (b[0] >= 0xc0 && b[0] < 0xe0 && b[1])
        return (b[0] & 0x1fu) << 6 | (b[1] & 0x3fu);
    return b[0];
}

bool keyboard_combines(const char *text)
{
    static const struct {
        unsigned from, to;
    } marks[] = {{0x300, 0x36f}, {0x64b, 0x65f}, {0x670, 0x670}, {0x900, 0x903}, {0x93a, 0x93c},
        {0x93e, 0x94f}, {0x951, 0x957}, {0x962, 0x963}, {0xe31, 0xe31}, {0xe34, 0xe3a}, {0xe47, 0xe4e},
        {0x135d, 0x135f}};
    unsigned c = first_of(text);
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (c >= marks[i].from && c <= marks[i].to)
            return true;
    return false;
}
