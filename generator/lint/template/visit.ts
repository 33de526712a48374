import type { Argument, Expression, Reference, Statement, StringLiteral, Template } from '../../../runtime/gateway/velocity/syntax/ast.ts'

/** What a reference is there for. */
export type Role =
  /** Its value is printed. */
  | 'printed'
  /** `#set`, `#foreach` and `#define` give it a value. */
  | 'target'
  /** A side of `==` or `!=`. */
  | 'compared'
  /** Anything else that reads it. */
  | 'read'

/** Who is told of each node. */
export interface TemplateVisitor {
  statement?(node: Statement): void
  reference?(node: Reference, role: Role): void
  /** The condition of an `#if` or `#elseif`. */
  condition?(node: Expression): void
}

/** Tells of every node of a template that Velocity evaluates, in the order of the text; escaped references are none. */
export function visitTemplate(template: Template, visitor: TemplateVisitor): void {
  statements(template.body, visitor)
}

function statements(body: readonly Statement[], visitor: TemplateVisitor): void {
  for (const node of body) statement(node, visitor)
}

function statement(node: Statement, visitor: TemplateVisitor): void {
  visitor.statement?.(node)
  switch (node.kind) {
    case 'text':
      return
    case 'reference':
      reference(node, 'printed', visitor)
      return
    case 'set':
      reference(node.target, 'target', visitor)
      expression(node.value, 'read', visitor)
      return
    case 'if':
      for (const { condition, body } of node.branches) {
        visitor.condition?.(condition)
        expression(condition, 'read', visitor)
        statements(body, visitor)
      }
      statements(node.otherwise ?? [], visitor)
      return
    case 'directive':
      if (node.name === 'literal') return
      node.args.forEach((item, index) => {
        argument(item, index === 0 && (node.name === 'foreach' || node.name === 'define') ? 'target' : 'read', visitor)
      })
      statements(node.body ?? [], visitor)
  }
}

function argument(node: Argument, role: Role, visitor: TemplateVisitor): void {
  if (node.kind !== 'word') expression(node, role, visitor)
}

function expression(node: Expression, role: Role, visitor: TemplateVisitor): void {
  switch (node.kind) {
    case 'reference':
      reference(node, role, visitor)
      return
    case 'string':
      text(node, visitor)
      return
    case 'list':
      for (const item of node.items) expression(item, 'read', visitor)
      return
    case 'map':
      for (const [key, value] of node.entries) {
        expression(key, 'read', visitor)
        expression(value, 'read', visitor)
      }
      return
    case 'range':
      expression(node.from, 'read', visitor)
      expression(node.to, 'read', visitor)
      return
    case 'not':
      expression(node.operand, 'read', visitor)
      return
    case 'binary': {
      const inner = node.operator === '==' || node.operator === '!=' ? 'compared' : 'read'
      expression(node.left, inner, visitor)
      expression(node.right, inner, visitor)
    }
  }
}

function text(node: StringLiteral, visitor: TemplateVisitor): void {
  if (node.template) statements(node.template.body, visitor)
}

function reference(node: Reference, role: Role, visitor: TemplateVisitor): void {
  if (node.escaped || node.bare) return
  visitor.reference?.(node, role)
  for (const access of node.accesses) {
    if (access.kind === 'method') for (const argument of access.args) expression(argument, 'read', visitor)
    else if (access.kind === 'index') expression(access.index, 'read', visitor)
  }
}
