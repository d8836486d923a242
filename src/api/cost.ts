/** What a question costs, reckoned from its text and variables before anything is read: weights of fields x their number. */
import {
  type DocumentNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  isListType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { PAGE_MAX } from '../core/page.ts'

/** How long a list is taken to be whose length nobody asks for. */
const LISTED = 4

/** Places of a document that are looked at, fragments as often as they are used: more is more than may be asked. */
const PLACES = 10_000

/** Costs of one document that are remembered: it differs by the lengths that its variables ask for. */
const REMEMBERED = 16

/** One operation of a document that is valid, and its variables as they were sent. */
export type Asked = {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: { readonly [name: string]: unknown }
}

/** Makes the reckoning of a schema, whose `@cost` says the weights. Infinity: more than is reckoned. */
export const costOf = (schema: GraphQLSchema): ((asked: Asked) => number) => {
  const known = new WeakMap<DocumentNode, Map<string, number>>()
  return asked => {
    const { document, operation, variables } = asked
    const lengths = lengthsOf(operation, variables)
    const before = known.get(document) ?? new Map<string, number>()
    const cost = before.get(lengths) ?? reckon(schema, asked)
    if (before.size >= REMEMBERED) before.clear()
    known.set(document, before.set(lengths, cost))
    return cost
  }
}

/** The variables on which a cost may depend: numbers, and whether a field is included. */
const lengthsOf = ({ name, variableDefinitions = [] }: OperationDefinitionNode, sent: Asked['variables']): string => {
  const counting = variableDefinitions.filter(({ type }) => {
    const named = type.kind === 'NonNullType' ? type.type : type
    return named.kind === 'NamedType' && ['Int', 'Boolean'].includes(named.name.value)
  })
  return JSON.stringify([name?.value, ...counting.map(({ variable }) => sent[variable.name.value])])
}

const reckon = (schema: GraphQLSchema, { document, operation, variables: sent }: Asked): number => {
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], sent)
  // Variables that are none are refused where they are used.
  if (!coerced) return 0
  const fragments = new Map(
    document.definitions.flatMap(one => (one.kind === 'FragmentDefinition' ? [[one.name.value, one] as const] : [])),
  )
  let places = 0

  /** `rows`: how many there are of what a page holds. */
  const costOfAll = (set: SelectionSetNode | undefined, type: string, rows: number): number =>
    (set?.selections ?? []).reduce((sum, one) => sum + (places++ < PLACES ? costOfOne(one, type, rows) : Infinity), 0)

  const costOfOne = (node: SelectionNode, type: string, rows: number): number => {
    if (isLeftOut(node, coerced)) return 0
    if (node.kind !== 'Field') return ofFragment(node, type, rows)
    const parent = schema.getType(type)
    const field = parent && 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
    // How deep a schema may be asked about itself GraphQL bounds.
    if (!field || !('args' in field)) return 0
    const within = getNamedType(field.type).name
    const length = pageLength(getArgumentValues(field, node, coerced).first)
    return weightOf(field) + countOf(field, rows) * costOfAll(node.selectionSet, within, length)
  }

  const ofFragment = (node: Exclude<SelectionNode, { kind: 'Field' }>, type: string, rows: number): number => {
    const fragment = node.kind === 'FragmentSpread' ? fragments.get(node.name.value) : node
    return costOfAll(fragment?.selectionSet, fragment?.typeCondition?.name.value ?? type, rows)
  }

  return costOfAll(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '', 1)
}

const isLeftOut = (node: SelectionNode, variables: Asked['variables']): boolean =>
  getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
  getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false

/** What `first` may not be its resolver says best. */
const pageLength = (first: unknown): number =>
  typeof first === 'number' ? Math.min(Math.max(first, 0), PAGE_MAX) : LISTED

/** The nodes and edges of a page are as many as its `first`; what else a page says it says once. */
const countOf = ({ name, type }: GraphQLField<unknown, unknown>, rows: number): number => {
  if (name === 'nodes' || name === 'edges') return rows
  return isListType(getNullableType(type)) ? LISTED : 1
}

const weights = new WeakMap<GraphQLField<unknown, unknown>, number>()

const weightOf = (field: GraphQLField<unknown, unknown>): number => {
  const before = weights.get(field)
  if (before !== undefined) return before
  const said = field.astNode?.directives?.find(({ name }) => name.value === 'cost')?.arguments?.[0]?.value
  const weight = said?.kind === 'IntValue' ? Number(said.value) : 1
  weights.set(field, weight)
  return weight
}
