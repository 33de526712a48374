/** What a file is printed as: TypeScript, or JavaScript and the declarations beside it. */
export type Flavor = 'typescript' | 'javascript' | 'declarations'
