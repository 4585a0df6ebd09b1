# Content that comes with the image, into share/wayside of the build: icons and cards as PNG (the device
# reads nothing else), forms and word lists as they are.
find_program(RSVG_CONVERT rsvg-convert REQUIRED)
set(WAYSIDE_ICONS again age-adult age-child age-teen alarm alone answer back backspace backspace-rtl bed
    calendar calm caret-left caret-right chair chat check child clear clock clothes coins come contract
    contrast counted covered cross debt doctor door door-closed eye factory farm faster feared fee food
    forced hold home hotel hourglass hurt info inspect keyboard language leave leave-rtl listen lock louder
    man moon next next-team other papers papers-kept passport pause pay pencil people phone place plane
    police promise qr question quieter reach reach-up scales screen shield shift ship signal slower space stay sun talk
    tell text-size threats toilet tools touch trust undo unsaid vehicle water woman)
set(WAYSIDE_CARDS card-airport card-harbour card-market card-road card-station card-street)

set(share ${CMAKE_BINARY_DIR}/share/wayside)
file(MAKE_DIRECTORY ${share}/pictures ${share}/forms ${share}/words)
set(made)
foreach(icon ${WAYSIDE_ICONS})
    add_custom_command(OUTPUT ${share}/pictures/${icon}.png
        COMMAND ${RSVG_CONVERT} -w 256 -h 256 ${CMAKE_SOURCE_DIR}/assets/icons/${icon}.svg
            -o ${share}/pictures/${icon}.png
        DEPENDS ${CMAKE_SOURCE_DIR}/assets/icons/${icon}.svg VERBATIM)
    list(APPEND made ${share}/pictures/${icon}.png)
endforeach()
foreach(card ${WAYSIDE_CARDS})
    add_custom_command(OUTPUT ${share}/pictures/${card}.png
        COMMAND ${RSVG_CONVERT} -w 1000 ${CMAKE_SOURCE_DIR}/assets/cards/${card}.svg
            -o ${share}/pictures/${card}.png
        DEPENDS ${CMAKE_SOURCE_DIR}/assets/cards/${card}.svg VERBATIM)
    list(APPEND made ${share}/pictures/${card}.png)
endforeach()
foreach(file forms/help.json forms/report.json forms/call.json forms/job.json words/en.txt words/ar.txt)
    add_custom_command(OUTPUT ${share}/${file}
        COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/assets/${file} ${share}/${file}
        DEPENDS ${CMAKE_SOURCE_DIR}/assets/${file} VERBATIM)
    list(APPEND made ${share}/${file})
endforeach()
# The sources of a pack that wayside-publish new begins with.
set(WAYSIDE_STARTER pack.ini hotlines.csv services.csv indicators.csv topics/debt.md topics/for-buyers.md
    topics/for-children.md topics/job-offer.md topics/signs.md topics/story-1.md topics/story-2.md
    topics/story-3.md topics/story-4.md topics/what-comes-next.md topics/when-someone-tells-you.md
    topics/when-you-call.md topics/work-and-pay.md topics/your-papers.md topics/your-rights.md
    media/after.svg media/buyers.svg media/call.svg media/children.svg media/debt.svg media/offer.svg
    media/papers.svg media/rights.svg media/signs.svg media/staff.svg media/story-1-1.svg
    media/story-1-2.svg media/story-1-3.svg media/story-1-4.svg media/story-1-5.svg media/story-2-1.svg
    media/story-2-2.svg media/story-2-3.svg media/story-2-4.svg media/story-3-1.svg media/story-3-2.svg
    media/story-3-3.svg media/story-3-4.svg media/story-3-5.svg media/story-4-1.svg media/story-4-2.svg
    media/story-4-3.svg media/story-4-4.svg media/story-4-5.svg media/work.svg forms/help.csv
    forms/report.csv forms/call.csv forms/job.csv po/am.po po/ar.po po/es.po po/fr.po po/hi.po po/ru.po po/th.po po/zh.po)
file(MAKE_DIRECTORY ${share}/starter/topics ${share}/starter/media ${share}/starter/forms ${share}/starter/po)
foreach(file ${WAYSIDE_STARTER})
    add_custom_command(OUTPUT ${share}/starter/${file}
        COMMAND ${CMAKE_COMMAND} -E copy ${CMAKE_SOURCE_DIR}/assets/starter/${file} ${share}/starter/${file}
        DEPENDS ${CMAKE_SOURCE_DIR}/assets/starter/${file} VERBATIM)
    list(APPEND made ${share}/starter/${file})
endforeach()
add_custom_target(assets ALL DEPENDS ${made})
