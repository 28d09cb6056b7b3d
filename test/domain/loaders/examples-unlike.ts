/** Where a model says something else than was seen, with the reason; by `LOADER EXAMPLE`. */
export const unlike: Readonly<Record<string, { readonly reads: unknown; readonly why: string }>> =
  {};
