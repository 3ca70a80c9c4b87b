/* Exact decimals: an integer and a scale. Money is never a binary float.
 *
 * value 24252311082 with scale 6 is 24252.311082; scale 0..DECIMAL_MAX_SCALE is the number of digits behind the point
 * as it was given ("12.50" has scale 2): the form prints amounts as they were given (docs/forms.md).
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DECIMAL_MAX_SCALE = 6, DECIMAL_TEXT = 32 };

struct decimal { int64_t value; int scale; };

/* Reads [-]digits[.digits] and nothing else; false when malformed, over 6 decimals or out of range. */
bool decimal_parse(const char *s, struct decimal *out);
/* Writes plain digits ("-0.50"); returns buffer. */
char *decimal_format(struct decimal d, char buffer[DECIMAL_TEXT]);
/* a + b, a - b at the larger scale; false on overflow. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out);
struct decimal decimal_size(struct decimal d);         /* without its sign */
/* The same amount at a larger or smaller scale; false on overflow or where digits would be lost. */
bool decimal_rescale(struct decimal d, int scale, struct decimal *out);

#endif
