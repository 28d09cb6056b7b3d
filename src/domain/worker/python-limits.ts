/** Levels of nesting that Python's recursion limit surely allows, whatever calls the reader. */
export const deepest = 100;

/** The most digits that Python's `int()` takes of a decimal text. */
export const mostDigits = 4300;

/** The most values a config may hold, once its aliases are followed, for a reading to be certain. */
export const mostValues = 250_000;
