/** GraphQL fields of payments: arguments in, one query, a row out. */
import { badInput } from '../../core/errors.ts'
import { isAddress, parseAgentId, parseAsset } from '../../core/ids.ts'
import { fromPosition } from '../../core/origin.ts'
import { connection, pageRequest } from '../../core/page.ts'
import { fromAtomic, toDecimal } from '../../core/rational.ts'
import type { Settings } from '../../core/settings.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import { uint256FromText } from '../../core/uint256.ts'
import type {
  AddressRole,
  AgentAddressResolvers,
  AgentResolvers,
  AssetAmountResolvers,
  AssetCustomResolvers,
  PaymentFilter as PaymentFilterInput,
  PaymentFlag,
  PaymentResolvers,
  PaymentSummaryResolvers,
  PaymentWindowResolvers,
  QueryResolvers,
} from '../../generated/schema.ts'
import { addressesOf } from './addresses.ts'
import { tenureOf } from './proof.ts'
import { type PaymentFilter, PLACE, payersSince, payments } from './queries.ts'
import { customIn, isWash, ringsOf, takings, windowsOf } from './summary.ts'
import type { AmountParent } from './tables.ts'

const Query: QueryResolvers = {
  payments: async (_, { filter, first, after, asOf }, context) => {
    const snapshot = await context.at(asOf)
    const page = pageRequest(first, after, PLACE)
    if (page.after && !/^[0-9]{1,15}$/.test(page.after[0] ?? '')) throw badInput('after', 'not a cursor of this list')
    const wanted = await filterOf(snapshot, filter ?? {})
    const rows = wanted === null ? [] : await payments(snapshot, wanted, page)
    const parents = rows.map(row => ({ ...row, snapshot }))
    return { ...connection(page, parents, ({ time, chain, id }) => [`${time}`, chain, id]), _meta: snapshot }
  },
}

/** The filter as it is asked of the rows; null: nothing can match it. */
const filterOf = async (snapshot: Snapshot, input: PaymentFilterInput): Promise<PaymentFilter | null> => {
  const { agent, operator, payer, payee, asset, self } = input
  if (agent != null && operator != null) throw badInput('filter', 'agent and operator are two ways to name an operator')
  if (self != null && agent == null && operator == null) {
    throw badInput('filter', 'self says nothing alone', 'give agent or operator with it')
  }
  const of = agent == null ? accountIn('operator', operator) : (await tenureOf(snapshot, parseAgentId(agent)))?.operator
  if (agent != null && of === undefined) return null
  return {
    ...given({ operator: of, payer: accountIn('payer', payer), payee: accountIn('payee', payee) }),
    ...given({ asset: asset == null ? undefined : tokenIn(asset), self: self ?? undefined }),
  }
}

const given = <F extends object>(fields: F) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [N in keyof F]?: Exclude<F[N], undefined>
  }

const accountIn = (field: string, text: string | null | undefined): string | undefined => {
  if (text == null) return undefined
  if (!isAddress(text)) throw badInput('filter', `${field} is ${text.slice(0, 80)}, which is not an address`)
  return text.toLowerCase()
}

const tokenIn = (text: string): { chain: string; contract: string } => {
  const asset = parseAsset(text)
  if (asset?.namespace !== 'erc20' || !isAddress(asset.reference)) {
    throw badInput('filter', `${text.slice(0, 120)} is not a token`, 'write eip155:<chain>/erc20:<address>')
  }
  return { chain: asset.chain, contract: asset.reference.toLowerCase() }
}

const Payment: PaymentResolvers = {
  amount: ({ chain, asset, amount }) => ({ chain, contract: asset, atomic: uint256FromText(amount) }),
  payerOperator: ({ payer_operator }) => payer_operator,
  payeeOperator: ({ payee_operator }) => payee_operator,
  selfPayment: ({ self }) => self === 1,
  settlement: ({ nonce }) => (nonce === null ? 'TRANSFER' : 'EIP3009'),
  origin: ({ snapshot, chain, id }) => ({ snapshot, chain, ...fromPosition(id) }),
}

const assetOf = ({ chain, contract }: AmountParent): string => `${chain}/erc20:${contract}`
const tokenOf = (amount: AmountParent, { tokens }: Settings) => tokens.find(({ asset }) => asset === assetOf(amount))

const AssetAmount: AssetAmountResolvers = {
  asset: assetOf,
  symbol: (amount, _, { settings }) => tokenOf(amount, settings)?.symbol ?? null,
  amount: (amount, _, { settings }) => {
    const decimals = tokenOf(amount, settings)?.decimals
    return decimals === undefined ? null : toDecimal(fromAtomic(amount.atomic, decimals), decimals)
  },
}

const Agent: AgentResolvers = {
  payments: async ({ snapshot, chain, id }) => ({ snapshot, chain, tenure: await tenureOf(snapshot, id) }),
  addresses: async ({ snapshot, chain, id, owner }) => {
    const operator = (await tenureOf(snapshot, id))?.operator
    return addressesOf(snapshot, chain, [id, owner, ...(operator === undefined ? [] : [operator])])
  },
}

const AgentAddress: AgentAddressResolvers = {
  roles: ({ roles }) => roles.map(role => role.toUpperCase() as AddressRole),
  since: ({ snapshot, chain, since }) => ({ snapshot, chain, ...fromPosition(since) }),
}

const PaymentSummary: PaymentSummaryResolvers = {
  operator: ({ tenure }) => tenure?.operator ?? null,
  windows: ({ snapshot, chain, tenure }) => (tenure ? windowsOf(snapshot, chain, tenure.operator) : []),
  selfPayments: async ({ snapshot, chain, tenure }) => {
    const rows = tenure ? await takings(snapshot, chain, tenure.operator) : []
    return rows.reduce((count, { own }) => count + own, 0)
  },
  circular: ({ snapshot, chain, tenure }) => (tenure ? ringsOf(snapshot, chain, tenure.operator) : []),
  flags: async ({ snapshot, chain, tenure }) => {
    if (!tenure) return []
    const { operator, sales } = tenure
    const [rows, rings] = await Promise.all([takings(snapshot, chain, operator), ringsOf(snapshot, chain, operator)])
    const all = windowsOf(snapshot, chain, operator).filter(({ days }) => days === null)
    const flags: [PaymentFlag, boolean][] = [
      ['WASH_PAYMENTS', isWash(all.flatMap(window => customIn(window, rows)))],
      ['CIRCULAR_PAYMENTS', rings.length > 0],
      ['SOLD', sales > 0],
    ]
    return flags.flatMap(([flag, holds]) => (holds ? [flag] : []))
  },
}

const PaymentWindow: PaymentWindowResolvers = {
  assets: async window => customIn(window, await takings(window.snapshot, window.chain, window.operator)),
}

const AssetCustom: AssetCustomResolvers = {
  volume: ({ chain, asset, paid }) => ({ chain, contract: asset, atomic: paid }),
  returned: ({ chain, asset, back }) => ({ chain, contract: asset, atomic: back }),
  payers: ({ snapshot, chain, operator, asset, since }) => payersSince(snapshot, chain, operator, asset, since),
}

export const resolvers = {
  Query,
  Payment,
  AssetAmount,
  Agent,
  AgentAddress,
  PaymentSummary,
  PaymentWindow,
  AssetCustom,
}
