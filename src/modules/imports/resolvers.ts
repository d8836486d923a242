/** GraphQL fields of unsigned prices. */
import { badInput } from '../../core/errors.ts'
import { isChain, normalAsset, parseAsset } from '../../core/ids.ts'
import { connection, pageRequest } from '../../core/page.ts'
import type {
  UnsignedPriceFilter as Input,
  PriceSourceKind,
  PriceSourceResolvers,
  QueryResolvers,
  UnsignedPriceResolvers,
} from '../../generated/schema.ts'
import { candidate, sourceOf, statusOf } from './candidates.ts'
import { type PriceFilter, pricesOf, sourcesAt } from './queries.ts'
import { normalPayee } from './reading.ts'
import type { UnsignedPriceParent } from './tables.ts'

const Query: QueryResolvers = {
  unsignedPrices: async (_, { filter, first, after, asOf }, { settings, at }) => {
    const page = pageRequest(first, after, 1)
    const asked = filterOf(filter ?? {})
    const category = filter?.category ?? null
    const snapshot = await at(asOf)
    const imports = settings.imports.filter(({ categories }) => category === null || categories.includes(category))
    const sources = await sourcesAt(snapshot, imports)
    const bySource = sourceOf(sources)
    const rows = await pricesOf(snapshot, sources, asked, page)
    const parents = rows.map((row): UnsignedPriceParent => {
      const source = bySource(row)
      const { tokens } = settings
      return { row, source, snapshot, status: statusOf(row, source, tokens), candidate: candidate(row, source, tokens) }
    })
    return { ...connection(page, parents, ({ row }) => [row.sub]), _meta: snapshot }
  },
}

const filterOf = ({ resource, network, asset, payTo }: Input): PriceFilter => {
  if (resource && !URL.canParse(resource)) throw badInput('filter.resource', `${resource.slice(0, 120)} is not a URL`)
  if (network && !isChain(network)) throw badInput('filter.network', `${network.slice(0, 120)} is not a CAIP-2 id`)
  if (asset && !parseAsset(asset)) throw badInput('filter.asset', `${asset.slice(0, 120)} is not a CAIP-19 id`)
  return {
    resource: resource ? new URL(resource).href : undefined,
    network: network ?? undefined,
    asset: asset ? normalAsset(asset) : undefined,
    // An EVM address has no significant case, and nothing else looks like one.
    payee: payTo ? normalPayee(payTo.startsWith('0x') ? 'eip155:' : '', payTo) : undefined,
  }
}

const UnsignedPrice: UnsignedPriceResolvers = {
  id: ({ row }) => row.id,
  source: ({ source }) => source,
  place: ({ row }) => row.place,
  resource: ({ row }) => row.resource,
  network: ({ row }) => row.network,
  asset: ({ row }) => row.asset,
  payTo: ({ row }) => row.payee,
  accepts: ({ row }) => JSON.parse(row.accepts),
  categories: ({ source }) => source.import.categories,
  offer: ({ candidate, snapshot }) => candidate && { ...candidate.ruling, snapshot },
}

const PriceSource: PriceSourceResolvers = {
  kind: ({ import: { kind } }) => kind.toUpperCase() as PriceSourceKind,
  url: ({ import: { url } }) => url,
}

export const resolvers = { Query, UnsignedPrice, PriceSource }
