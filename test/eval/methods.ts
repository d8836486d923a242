/** The scores that are held against each other. */
import {
  bayesianAverage,
  declaredPriceMean,
  getSummaryMean,
  type Method,
  paidOnly,
  wilson,
} from './baselines/averages.ts'
import { eigenTrust, eigenTrustOfPayers, eigenTrustOfTrusted, oneStepTrustGraph, pageRank } from './baselines/graphs.ts'
import { CHEAP_PLANS, type Plan, SPENDING_PLANS } from './cost.ts'
import { DEFAULT, paymentBacked, STRICT } from './paymentBacked.ts'

export interface Contender {
  readonly name: string
  readonly score: Method
  /** How attackers go about it. */
  readonly plans: readonly Plan[]
}

const cheap = (name: string, score: Method): Contender => ({ name, score, plans: CHEAP_PLANS })
const spending = (name: string, score: Method): Contender => ({ name, score, plans: SPENDING_PLANS })

export const OURS = spending('**Portolan**', paymentBacked(DEFAULT))

export const CONTENDERS: readonly Contender[] = [
  cheap('mean (getSummary)', getSummaryMean),
  cheap('Bayesian average', bayesianAverage),
  cheap('Wilson', wilson),
  cheap('mean, paid raters', paidOnly(getSummaryMean)),
  cheap('Wilson, paid raters', paidOnly(wilson)),
  cheap('mean by declared price', declaredPriceMean),
  cheap('one-step trust graph', oneStepTrustGraph),
  cheap('EigenTrust, everybody', eigenTrust),
  cheap('PageRank with payments', pageRank),
  cheap('EigenTrust, 100 trusted raters', eigenTrustOfTrusted),
  spending('EigenTrust, seeds and payments', eigenTrustOfPayers),
  OURS,
  spending('**Portolan, strict**', paymentBacked(STRICT)),
]
