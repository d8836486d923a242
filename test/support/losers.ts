/** A market for explanations: offers that lose, each in its own way. */
import type { Offer, TariffLine } from '../../src/core/offer.ts'
import { person } from './offers.ts'
import { by, hour, startPolicies, terms } from './policies.ts'
import { GENESIS_TIME } from './scripted.ts'

const { min: _, max: __, ...plain } = terms('market')
const priced = (price: string, more: Partial<Offer> = {}): Partial<Offer> => ({
  ...plain,
  tariff: [{ ...hour, rates: [{ price: { USD: price } }] }],
  ...more,
})
/** A line for a meter that most offers do not price. */
export const extra = (line: Partial<TariffLine>): TariffLine => ({
  ...hour,
  meter: 'clean',
  unit: '{job}',
  lo: '0',
  ...line,
})
const { hi: ___, ...bare } = { ...hour, rates: [{ price: { USD: '1' } }] }
/** Two offers that differ in nothing but their subject. */
export const [first, second] = ['left', 'right'].toSorted((a, b) => (person(a).did < person(b).did ? -1 : 1)) as [
  string,
  string,
]
/** Starts a node with offers that win, lose or are left out of jobs of one hour, each for its reason. */
export const startLosers = () =>
  startPolicies({
    [first]: priced('2'),
    [second]: priced('2'),
    slow: priced('2', { pay: [by('x402/slow')] }),
    dear: priced('2.5'),
    tiers: priced('0', {
      tariff: [
        { ...hour, rates: [{ price: { USD: '3' } }, { from: '0.5', price: { USD: '7' } }] },
        extra({ rates: [{ price: { USD: '9' } }] }),
      ],
    }),
    floored: priced('1', { min: { USD: '5' }, pay: [{ ...by('x402/exact'), fee: '0.3' }] }),
    alone: { ...priced('2'), cat: ['x:alone'] },
    // Left out of jobs of one hour, each for its reason.
    short: priced('1', { tariff: [{ ...hour, lo: '0', hi: '0.5', rates: [{ price: { USD: '1' } }] }] }),
    long: priced('1', { tariff: [{ ...hour, lo: '1.5' }] }),
    more: priced('1', { tariff: [hour, extra({})] }),
    unfit: priced('1', { tariff: [{ ...hour, unit: 'km' }] }),
    old: priced('1', { exp: GENESIS_TIME + 20 }),
    later: priced('1', { nbf: GENESIS_TIME + 10_000 }),
    floor: priced('1', { pay: [by('x402/floor')] }),
    // Without a ceiling, which some rails need.
    nowhere: priced('1', { tariff: [bare], pay: [by('x402/nowhere')] }),
  })
/** The subject of the offer of this name. */
export const subject = (name: string) => `${person(name).did}#offer`
/** A quantity of the meter of `extra`. */
export const clean = (value: string) => ({ meter: 'clean', value, unit: '{job}' })
/** A policy that admits these offers only. */
export const only = (...names: string[]) => ({ allow: names.map(name => person(name).did) })
