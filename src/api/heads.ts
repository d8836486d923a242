import type { Context } from '../core/context.ts'
import type { HeadsEvent, SubscriptionResolvers } from '../generated/schema.ts'

/** The resolvers of the stream of heads. */
export const Subscription: SubscriptionResolvers = {
  heads: { subscribe: (_, __, context) => headsOf(context) },
}

async function* headsOf(context: Context): AsyncGenerator<{ heads: HeadsEvent }> {
  let told = new Set<string>()
  for await (const { snapshot, left } of context.moments()) {
    const heads = snapshot.heads.filter(({ hash }) => !told.has(hash))
    told = new Set(snapshot.heads.map(({ hash }) => hash))
    if (heads.length > 0) yield { heads: { heads, reverted: left } }
  }
}
