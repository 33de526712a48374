/** One step towards what is wanted, on disk or in AWS. */
export interface Change {
  readonly action: 'create' | 'update' | 'replace' | 'delete' | 'keep'
  /** What kind of thing: `file`, `rest-api`, `stage`, `method` … */
  readonly kind: string
  /** Which one: a path, `GET /pets`, a stage name. */
  readonly id: string
  /** One sentence. */
  readonly why: string
  readonly risk: 'none' | 'interrupts' | 'destroys' | 'privilege'
}

/** What would be done. Refused at apply when what was observed no longer has the digest `basis`. */
export interface Plan<C extends Change = Change> {
  readonly changes: readonly C[]
  /** SHA-256 of what was observed. */
  readonly basis: string
}

/** A file of the plan: `text` absent for a deletion. */
export interface FileChange extends Change {
  readonly kind: 'file'
  readonly text?: string
  readonly owner: 'apigen' | 'you'
  /** Set where the file on disk was edited by hand: it is reported, and only `--force` overwrites it. */
  readonly conflict?: { readonly found: string }
}
