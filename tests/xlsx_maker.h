/* Makes .xlsx files for tests: whole ones, and odd ones part by part. */
#ifndef WAYSIDE_TESTS_XLSX_MAKER_H
#define WAYSIDE_TESTS_XLSX_MAKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XLSX_MAKER_PARTS 8

struct xlsx_maker_part {
    const char *name; /* "xl/workbook.xml"; NULL ends the list */
    const char *text;
    size_t len; /* 0: strlen(text) */
    bool stored, encrypted;
};
/* To be freed. */
uint8_t *xlsx_maker_zip(const struct xlsx_maker_part *parts, size_t *ret_len);
/* A workbook whose sheets survey, choices, settings are sheet1.xml ... sheet3.xml with these contents (the
 * inside of <worksheet>), without shared strings when strings is NULL. Those that are NULL are not there. */
uint8_t *xlsx_maker_sheets(const char *const sheets[3], const char *strings, size_t *ret_len);
/* The same form as a CSV of XLSForm: shared strings, numbers as numbers. */
uint8_t *xlsx_maker_of_csv(const char *csv, size_t *ret_len);

#endif
