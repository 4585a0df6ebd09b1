/* QR codes (ISO/IEC 18004) on the screen. */
#include <qrencode.h>
#include <string.h>

#include "screen.h"

void draw_qr(struct pass *pass, const char *text, struct box placed)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return;
    int modules = code->width + 8;
    int w = placed.w / modules, h = placed.h / modules;
    int x = placed.x + (placed.w - w * modules) / 2, y = placed.y + (placed.h - h * modules) / 2;
    draw_fill(pass->list, (struct box){x, y, w * modules, h * modules}, 0xffffffff, 0);
    for (int row = 0; row < code->width; row++) {
        for (int column = 0, run; column < code->width; column += run) {
            run = 1;
            if (!(code->data[row * code->width + column] & 1))
                continue;
            while (column + run < code->width && (code->data[row * code->width + column + run] & 1))
                run++;
            draw_fill(
                pass->list, (struct box){x + (column + 4) * w, y + (row + 4) * h, run * w, h}, 0xff000000, 0);
        }
    }
    explicit_bzero(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
}
