import type { CatalogEntry } from './entry.ts'

export type LoadCode =
  | 'load/alias-expansion'
  | 'load/duplicate-key'
  | 'load/missing-pointer'
  | 'load/needs-rendering'
  | 'load/not-json'
  | 'load/outside-root'
  | 'load/remote-ref'
  | 'load/syntax'
  | 'load/terraform'
  | 'load/too-deep'
  | 'load/unknown-tag'
  | 'load/unreadable'
  | 'load/unresolved-ref'

/** Findings of the load stage. */
export const load: Readonly<Record<LoadCode, CatalogEntry>> = {
  'load/alias-expansion': {
    severity: 'error',
    stops: 'everything',
    title: 'YAML aliases repeat or nest values without measure.',
    cause:
      'An alias stands for a whole value, so a few lines of aliases of aliases can mean billions of values, and an alias inside its own value never ends. API Gateway could not read such a document either.',
    fix: 'Write the repeated part once under `components` and point to it with `$ref`.',
    source: 'https://yaml.org/spec/1.2.2/#71-alias-nodes',
  },
  'load/duplicate-key': {
    severity: 'error',
    stops: 'everything',
    title: 'One object holds the same key twice.',
    cause:
      'Parsers disagree about which of the two counts, so apigen, your editor and API Gateway could each read another API. RFC 8259 and YAML 1.2 both want keys to be unique.',
    fix: 'Keep one of the two, or merge them.',
    source: 'https://www.rfc-editor.org/rfc/rfc8259#section-4',
  },
  'load/missing-pointer': {
    severity: 'error',
    stops: 'everything',
    title: 'The part of the file that was asked for does not exist.',
    cause: 'The text after `#` in the name of a spec is a JSON pointer to the OpenAPI document inside a CloudFormation or SAM template.',
    fix: 'Point at the `Body` or `DefinitionBody` of the API, such as `template.yaml#/Resources/Api/Properties/DefinitionBody`.',
    source: 'https://www.rfc-editor.org/rfc/rfc6901',
  },
  'load/needs-rendering': {
    severity: 'error',
    stops: 'everything',
    title: 'The file is a template that has to be rendered before it is a spec.',
    cause:
      'It holds directives of a template language, such as `%{ if … }` of Terraform or `{% if … %}` and `{{ … }}` of Jinja. Only what the template prints is YAML or JSON. Plain `${…}` is fine: apigen keeps it as a late-bound value.',
    fix: 'Render the template first (`terraform console`, `terraform output`, your build) and give apigen what it prints.',
    source: 'https://developer.hashicorp.com/terraform/language/expressions/strings#directives',
  },
  'load/not-json': {
    severity: 'warning',
    title: 'A file named `.json` is not valid JSON, but could be read as YAML.',
    cause:
      'YAML allows what JSON does not, such as a comma before a closing brace, comments and unquoted text. Other tools that read this file as JSON will refuse it.',
    fix: 'Mend the place shown, or give the file the ending `.yaml`.',
    source: 'https://www.rfc-editor.org/rfc/rfc8259',
  },
  'load/outside-root': {
    severity: 'error',
    stops: 'import',
    title: 'A `$ref` leads to a file outside the project.',
    cause:
      'Specs come from pull requests and other hands, so apigen reads only below the folder of the project (the one with the config file, else the one of the spec). The place is treated as one of unknown shape.',
    fix: 'Move the file into the project, or run apigen from a folder above both.',
  },
  'load/remote-ref': {
    severity: 'error',
    stops: 'import',
    title: 'A `$ref` leads to another machine.',
    cause:
      'apigen uses no network unless it is told to: a spec from a pull request could otherwise make your machine ask any address. The place is treated as one of unknown shape.',
    fix: 'Copy the file into the project, or allow `https` references with `--allow-remote-refs`.',
  },
  'load/syntax': {
    severity: 'error',
    stops: 'everything',
    title: 'The file is not valid YAML or JSON.',
    cause: 'Nothing can be read from a document that does not parse.',
    fix: 'Mend the syntax at the place shown.',
  },
  'load/terraform': {
    severity: 'error',
    stops: 'everything',
    title: 'The file is Terraform code, which holds or reads the spec.',
    cause:
      'Terraform imports what the argument `body` of `aws_api_gateway_rest_api` holds. What stands there is an expression, and only Terraform knows its value.',
    fix: 'Keep the OpenAPI document in a file of its own that Terraform reads with `file` or `templatefile`, and give apigen that file. Plain `${…}` in it is fine: apigen keeps it as a late-bound value.',
    source: 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_rest_api',
  },
  'load/too-deep': {
    severity: 'error',
    stops: 'everything',
    title: 'Values are nested deeper than 256 levels.',
    cause: 'No API needs that, and API Gateway and most tools give up long before.',
    fix: 'Name inner parts under `components` and point to them with `$ref`.',
  },
  'load/unknown-tag': {
    severity: 'warning',
    title: 'A YAML tag is neither one of YAML itself nor one of CloudFormation.',
    cause: 'The value behind the tag is read as if the tag were not there, which may not be what the tag would have made of it.',
    fix: 'Remove the tag, or use one of CloudFormation such as `!Sub`.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html',
  },
  'load/unreadable': {
    severity: 'error',
    stops: 'everything',
    title: 'The spec could not be read.',
    cause: 'apigen reads regular text files of at most 64 MB: not folders, pipes, empty or binary files.',
    fix: 'Check the name and the permissions of the file, and that it is saved as UTF-8.',
  },
  'load/unresolved-ref': {
    severity: 'error',
    stops: 'import',
    title: 'The file that a `$ref` names could not be read.',
    cause: 'The place is treated as one of unknown shape. API Gateway reads one document only, so it could never find the other file.',
    fix: 'Correct the path, which is relative to the file that the `$ref` stands in, or add the missing file.',
  },
}
