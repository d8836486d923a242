/** The sources of unsigned prices, as the configuration names them. */
import { bad } from './configError.ts'
import { CALL, FIXED } from './core/offer.ts'
import type { Import } from './core/settings.ts'
import { parseUnit } from './core/unit.ts'

export type ImportConfig = Pick<Import, 'kind' | 'url'> & Partial<Omit<Import, 'kind' | 'url'>>

/** Seconds: some fetches of the usual schedule may be missed. */
const MAX_AGE = 21_600

/** The sources with what is not said; throws `bad_config` for what the schema cannot tell. */
export const importsOf = (configs: readonly ImportConfig[]): readonly Import[] =>
  configs.map((config, i) => {
    const { kind, url, categories = [], meter = CALL, maxAge = MAX_AGE } = config
    const parsed = URL.parse(url)
    if (parsed?.username !== '' || parsed.password !== '') {
      throw bad(`imports ${i} url`, 'is not a URL without name and password', 'it is shown to everybody who asks')
    }
    if (configs.findIndex(other => other.kind === kind && other.url === url) !== i) {
      throw bad(`imports ${i} url`, `${kind} ${parsed.host} is named twice`, 'give its categories in one place')
    }
    if (meter.name === FIXED || !parseUnit(meter.unit)) {
      throw bad(`imports ${i} meter`, `${meter.name} in ${meter.unit} is not a meter`, 'units are UCUM codes: {call}')
    }
    return { kind, url, categories, meter, maxAge }
  })
