/** Questions about tables that are stored under other names than the modules call them by. */
import {
  type AliasNode,
  createQueryId,
  IdentifierNode,
  OperationNodeTransformer,
  type QueryId,
  type RootOperationNode,
  type SchemableIdentifierNode,
  SqliteQueryCompiler,
} from 'kysely'
import type { Query } from '../core/snapshot.ts'

/** Compiles a question with every table of these names replaced. */
export const compiledFor = (
  names: ReadonlyMap<string, string>,
  query: Query<unknown>,
): { readonly sql: string; readonly parameters: readonly unknown[] } => {
  const id = createQueryId()
  const node = new Renaming(names).transformNode(query.toOperationNode(), id)
  return new SqliteQueryCompiler().compileQuery(node as RootOperationNode, id)
}

class Renaming extends OperationNodeTransformer {
  readonly #names: ReadonlyMap<string, string>

  constructor(names: ReadonlyMap<string, string>) {
    super()
    this.#names = names
  }

  protected override transformSchemableIdentifier(node: SchemableIdentifierNode, id: QueryId): SchemableIdentifierNode {
    const { identifier, ...rest } = super.transformSchemableIdentifier(node, id)
    return { ...rest, identifier: this.#renamed(identifier) }
  }

  // An alias may be the name of a table: what refers to it cannot be told from what refers to the table.
  protected override transformAlias(node: AliasNode, id: QueryId): AliasNode {
    const { alias, ...rest } = super.transformAlias(node, id)
    return { ...rest, alias: IdentifierNode.is(alias) ? this.#renamed(alias) : alias }
  }

  #renamed(node: IdentifierNode): IdentifierNode {
    return IdentifierNode.create(this.#names.get(node.name) ?? node.name)
  }
}
