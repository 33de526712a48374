/** A function with functions around it, the first outermost: each calls the next, or answers itself. */
export function enclose<Asked, Context, Answered>(
  inner: (asked: Asked, context: Context) => Promise<Answered> | Answered,
  around: readonly ((asked: Asked, context: Context, next: () => Promise<Answered>) => Promise<Answered>)[],
): (asked: Asked, context: Context) => Promise<Answered> | Answered {
  return around.reduceRight<typeof inner>(
    (next, outer) => (asked, context) => outer(asked, context, async () => next(asked, context)),
    inner,
  )
}
