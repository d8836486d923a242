/** GraphQL fields of histories. */
import { type Connection, connection, pageRequest } from '../../core/page.ts'
import type { PeriodKind, PeriodResolvers } from '../../generated/schema.ts'
import { originAt } from './origins.ts'
import { placeOf } from './periods.ts'
import type { Period as PeriodOf, PeriodParent } from './tables.ts'

type Asked = {
  readonly kinds?: readonly PeriodKind[] | null | undefined
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
}

/** A page of a history, in the order in which its periods began. */
export const historyPage = (
  about: Pick<PeriodParent, 'snapshot' | 'chain' | 'asked'>,
  periods: readonly PeriodOf[],
  { kinds, first, after }: Asked,
): Connection<PeriodParent> => {
  const page = pageRequest(first, after, 2)
  const behind = page.after?.join(' ')
  const left = periods.filter(
    period => (kinds?.includes(period.kind) ?? true) && (behind === undefined || placeOf(period).join(' ') > behind),
  )
  const shown = left.slice(0, page.first + 1).map(period => ({ ...period, ...about }))
  return connection(page, shown, placeOf)
}

const origin = (parent: PeriodParent, position: string | null) =>
  position === null ? null : originAt(parent, position)

const Period: PeriodResolvers = {
  id: ({ asked, fragment }) => (fragment === null ? null : `${asked}#${fragment}`),
  from: parent => origin(parent, parent.from),
  to: parent => origin(parent, parent.to),
  inheritedFrom: parent => origin(parent, parent.inheritedFrom),
}

export const resolvers = { Period }
