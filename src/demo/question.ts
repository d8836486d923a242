/** Asks a running node the main question and prints the answer with its arithmetic. */

/** The first question, which GraphiQL also opens with. */
export const FIRST_QUESTION = `# Who charges a car with 32.4 kWh and 25 idle minutes, near Oslo, for the least money in total?
{
  quote(
    job: {
      category: "osm:amenity=charging_station"
      quantities: [
        { meter: "energy", value: "32.4", unit: "kW.h" }
        { meter: "idle", value: "25", unit: "min" }
      ]
      near: { latitude: "59.91", longitude: "10.75", withinMeters: 50000 }
    }
  ) {
    nodes {
      rank
      rail
      offer { name }
      trust
      charge { meter quantity unit amount currency }
      total { amount currency atomic }
      landed { amount currency }
      settlement { cost { amount } }
      distanceMeters
    }
    exclusions { nodes { offer { name } reason detail } }
    inputs { rates { base quote answer decimals } }
    _meta { heads { chain number } }
  }
}`

type Money = { amount: string; currency: string; atomic?: string }
export type FirstAnswer = {
  quote: {
    nodes: {
      rank: number
      rail: string
      offer: { name: string }
      trust: number | null
      charge: { meter: string; quantity: string | null; unit: string | null; amount: string; currency: string }[]
      total: Money & { atomic: string }
      landed: Money
      settlement: { cost: { amount: string } }
      distanceMeters: number
    }[]
    exclusions: { nodes: { offer: { name: string }; reason: string; detail: string }[] }
  }
}

/** One GraphQL question over HTTP. */
export const ask = async <R>(url: string, query: string): Promise<R> => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const { data, errors } = (await response.json()) as { data?: R; errors?: { message: string }[] }
  if (!data || errors) throw new Error(errors?.map(({ message }) => message).join('; ') ?? 'no answer')
  return data
}

/** The answer as a table: how each price adds up, what the seller gets, what the job costs in total. */
export const table = ({ quote: { nodes, exclusions } }: FirstAnswer): string => {
  const rows = nodes.map(({ rank, offer, trust, charge, total, landed, rail, distanceMeters }) => [
    `${rank}`,
    offer.name,
    `${distanceMeters} m`,
    charge
      .map(({ meter, quantity, unit, amount }) =>
        quantity === null ? `${meter} ${amount}` : `${meter} ${quantity} ${unit} = ${amount}`,
      )
      .join(' + '),
    `${total.amount} ${total.currency}`,
    rail,
    `${short(landed.amount)} ${landed.currency}`,
    trust === null ? 'unknown' : `${Math.floor(trust / 10_000)} %`,
  ])
  const left = exclusions.nodes.map(({ offer, reason, detail }) => `   left out: ${offer.name}: ${reason}, ${detail}`)
  return [
    ...columns([['', 'offer', 'distance', 'one purchase', 'seller gets', 'rail', 'landed', 'trust'], ...rows]),
    ...left,
  ].join('\n')
}

/** Six decimals, rounded up, as a person reads money. */
const short = (amount: string): string => {
  const [whole = '0', fraction = ''] = amount.split('.')
  if (fraction.length <= 6) return amount
  const millionths = BigInt(`${whole}${fraction.slice(0, 6)}`) + 1n
  const digits = millionths.toString().padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

const columns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => row[i]?.length ?? 0)))
  return rows.map(row =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
