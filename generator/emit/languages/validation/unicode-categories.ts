import type { CompiledPattern } from './pattern.ts'

/** General categories of Unicode by their long names (UAX 44, table 12). */
const LONG: Readonly<Record<string, string>> = {
  Letter: 'L',
  Uppercase_Letter: 'Lu',
  Lowercase_Letter: 'Ll',
  Titlecase_Letter: 'Lt',
  Modifier_Letter: 'Lm',
  Other_Letter: 'Lo',
  Mark: 'M',
  Combining_Mark: 'M',
  Nonspacing_Mark: 'Mn',
  Spacing_Mark: 'Mc',
  Enclosing_Mark: 'Me',
  Number: 'N',
  Decimal_Number: 'Nd',
  digit: 'Nd',
  Letter_Number: 'Nl',
  Other_Number: 'No',
  Punctuation: 'P',
  punct: 'P',
  Connector_Punctuation: 'Pc',
  Dash_Punctuation: 'Pd',
  Open_Punctuation: 'Ps',
  Close_Punctuation: 'Pe',
  Initial_Punctuation: 'Pi',
  Final_Punctuation: 'Pf',
  Other_Punctuation: 'Po',
  Symbol: 'S',
  Math_Symbol: 'Sm',
  Currency_Symbol: 'Sc',
  Modifier_Symbol: 'Sk',
  Other_Symbol: 'So',
  Separator: 'Z',
  Space_Separator: 'Zs',
  Line_Separator: 'Zl',
  Paragraph_Separator: 'Zp',
  Other: 'C',
  Control: 'Cc',
  cntrl: 'Cc',
  Format: 'Cf',
  Surrogate: 'Cs',
  Private_Use: 'Co',
  Unassigned: 'Cn',
}
const SHORT = new Set(Object.values(LONG))

/** The category that a property means, such as `Lu` of `\p{Uppercase_Letter}` and `^Lu` of `\P{gc=Lu}`; undefined for another property. */
export function categoryOf(property: string): string | undefined {
  const [, sign, name = ''] = /^\\([pP])\{(?:(?:gc|General_Category)=)?(\w+)\}$/.exec(property) ?? []
  const category = SHORT.has(name) ? name : Object.hasOwn(LONG, name) ? LONG[name] : undefined
  return category !== undefined && sign === 'P' ? `^${category}` : category
}

/** A property of a pattern's classes that is no category. */
export function unknownCategory(classes: CompiledPattern['classes']): string | undefined {
  return propertiesOf(classes).find((property) => categoryOf(property) === undefined)
}

function propertiesOf(classes: CompiledPattern['classes']): readonly string[] {
  return classes.flatMap(({ properties }) => (Array.isArray(properties) ? properties.map(String) : []))
}

/** A pattern whose properties are categories, as run times know them that have no other table of characters. */
export function inCategories({ classes, program }: CompiledPattern): CompiledPattern {
  return {
    classes: classes.map(({ properties: _, ...one }, index) => {
      const properties = propertiesOf(classes.slice(index, index + 1))
      return properties.length === 0 ? one : { ...one, categories: properties.map((property) => categoryOf(property) ?? '') }
    }),
    program,
  }
}
