import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { OriginRef, DocumentRef, Snapshot } from '../core/snapshot.ts';
import type { AgentParent, AgentMetadataParent, RegistrationParent, IdentityParent, IdentityEntryParent, PeriodParent } from '../modules/identity/tables.ts';
import type { OfferParent, AnnouncementParent, SubmissionParent, ListingParent } from '../modules/offers/tables.ts';
import type { UnsignedPriceParent, Source } from '../modules/imports/tables.ts';
import type { Answer, PickParent, QuoteParent, ExclusionParent, StandingParent, CauseParent } from '../modules/discovery/parents.ts';
import type { LinkParent, LinkClaimParent } from '../modules/links/tables.ts';
import type { PaymentParent, PaymentSummaryParent, PaymentWindowParent, AmountParent, CustomParent, AgentAddressParent, ProofParent } from '../modules/payments/tables.ts';
import type { ReputationParent, FeedbackParent, OpinionParent, TagSummaryParent, FeedbackFileParent, FeedbackResponseParent, ValidationParent, ValidationResponseParent } from '../modules/trust/tables.ts';
import type { TrustScoreParent, FacetScoreParent, ContributionParent, IgnoredOpinionParent, ScoreChangeParent } from '../modules/trust/parents.ts';
import type { Context } from '../core/context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Unix seconds as ISO 8601 in UTC, e.g. 2026-11-22T09:00:00Z. */
  DateTime: { input: number; output: number; }
  /** An exact decimal as text, e.g. "0.0001". Never a float. */
  Decimal: { input: import('../core/rational.ts').Rational; output: import('../core/rational.ts').Rational | string; }
  /** An integer of any size as text. */
  BigInt: { input: bigint; output: bigint | number | string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
};

export type PickAnswer = {
  readonly __typename?: 'PickAnswer';
  /** Null: nothing passed. Then the counts of exclusions say why. */
  readonly quote: Maybe<Quote>;
  /**
   * An x402 v2 PaymentRequired object (x402 specification v2, 5.1) for one purchase. The signed offer that it must keep to is
   * in `extensions["portolan-offer"].info.offer`. Null where the rail is not x402.
   */
  readonly paymentRequired: Maybe<Scalars['JSON']['output']>;
  /** The object as the PAYMENT-REQUIRED header carries it: base64 of its JSON. */
  readonly header: Maybe<Scalars['String']['output']>;
  /** The most that a live 402 may ask for one purchase: the offer promises no more. */
  readonly ceiling: Maybe<Money>;
  /** How many offers were left out for each reason, the most frequent first. */
  readonly exclusions: ReadonlyArray<ExclusionCount>;
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};

export type ExclusionCount = {
  readonly __typename?: 'ExclusionCount';
  readonly reason: ExclusionReason;
  readonly offers: Scalars['Int']['output'];
};

export type Explanation = {
  readonly __typename?: 'Explanation';
  readonly offer: Offer;
  /** 1 is the pick; null where the offer was left out. */
  readonly rank: Maybe<Scalars['Int']['output']>;
  readonly quote: Maybe<Quote>;
  /** Why it was left out; null where it was not. */
  readonly exclusion: Maybe<Exclusion>;
  /** The quotes ahead of it, the best first; none where the offer was left out. */
  readonly ahead: ReadonlyArray<Ahead>;
  /** How many are ahead of it. */
  readonly aheadCount: Scalars['Int']['output'];
  /**
   * Single changes, each tried by ranking again. Of an offer that is quoted: those that would have made it the first. Of one
   * that was left out: those that would have let it in, at the rank they give it. None for the first quote.
   */
  readonly changes: ReadonlyArray<Change>;
  /** The change of a price that is the smallest part of that price; where no price helps, the first of the other changes. */
  readonly smallest: Maybe<Change>;
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};

export type Ahead = {
  readonly __typename?: 'Ahead';
  readonly quote: Quote;
  readonly because: AheadBecause;
  /** Landed cost of the offer asked about, less that of this one: exact, 0 unless it is ahead by its landed cost. */
  readonly difference: Money;
};

/** The first thing of the order in which one quote is ahead of another. */
export type AheadBecause =
  | 'LANDED'
  | 'SECONDS'
  | 'TRUST'
  | 'SUBJECT';

export type Change = {
  readonly __typename?: 'Change';
  readonly kind: ChangeKind;
  /** What to write in the next token. Empty where the change is not one of the claims (trust). */
  readonly edits: ReadonlyArray<Edit>;
  readonly detail: Scalars['String']['output'];
  /** How much lower the price is, as a part of what it was; null where no price changes. */
  readonly relative: Maybe<Scalars['Decimal']['output']>;
  /** The rank that the ranking with the change gives the offer. */
  readonly rank: Scalars['Int']['output'];
  /** What the job would cost under the changed offer. */
  readonly landed: Money;
  /** Whether the changed claims are a sound offer and were ranked again. Others are not shown. */
  readonly verified: Scalars['Boolean']['output'];
};

export type ChangeKind =
  /** The highest prices of one meter, or the highest minimum or fee, in one currency that do it, to 18 decimals. */
  | 'PRICE'
  /** One more way to pay, over a rail whose costs are known. */
  | 'RAIL'
  /** The same way to pay over a quicker rail. */
  | 'SECONDS'
  /** More trust in the provider: in parts per million, or in what it costs to forge. */
  | 'TRUST'
  /** A wider range of accepted quantities. */
  | 'QUANTITY'
  /** A price for a meter that the job needs, or none for one that it does not name. */
  | 'METER'
  /** A property that the offer does not state. State it only if it is so. */
  | 'SPEC'
  /** The same terms signed and announced anew. */
  | 'RENEWAL';

/** One place in the claims of the offer. */
export type Edit = {
  readonly __typename?: 'Edit';
  /** JSON pointer (RFC 6901). */
  readonly path: Scalars['String']['output'];
  /** Null: there was nothing. */
  readonly from: Maybe<Scalars['JSON']['output']>;
  /** Null: taken away. */
  readonly to: Maybe<Scalars['JSON']['output']>;
};

/**
 * Two offers over a range of quantities. Costs are compared unrounded here, as a real payment rounds each purchase up to the
 * smallest unit of its asset: where two lie less than that apart, a quote may order them the other way round.
 */
export type Comparison = {
  readonly __typename?: 'Comparison';
  readonly a: Offer;
  readonly b: Offer;
  readonly meter: Scalars['String']['output'];
  /** UCUM: the unit of all quantities here. */
  readonly unit: Scalars['String']['output'];
  /** In order and without overlap. A quantity between two segments that is in neither is one at which both cost the same. */
  readonly segments: ReadonlyArray<ComparisonSegment>;
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};

/** A range of quantities over which the same offer is cheaper and each offer is quoted, or left out for the same reason. */
export type ComparisonSegment = {
  readonly __typename?: 'ComparisonSegment';
  /** Printed exactly where it has an end, else rounded up to 18 decimals. */
  readonly from: Scalars['Decimal']['output'];
  readonly to: Scalars['Decimal']['output'];
  /** As a fraction: numerator/denominator. */
  readonly fromExact: Scalars['String']['output'];
  readonly toExact: Scalars['String']['output'];
  /** Whether the segment holds at `from` itself. False where the price jumps just above it, or both cost the same there. */
  readonly includesFrom: Scalars['Boolean']['output'];
  readonly includesTo: Scalars['Boolean']['output'];
  /** The subject of the cheaper offer; null where both cost the same all along, or neither is quoted. */
  readonly cheapest: Maybe<Scalars['ID']['output']>;
  readonly a: ComparisonSide;
  readonly b: ComparisonSide;
};

export type ComparisonSide = {
  readonly __typename?: 'ComparisonSide';
  /** Why the offer is left out over the segment; null where it is quoted. */
  readonly reason: Maybe<ExclusionReason>;
  /** What a quote says at `from`, rounding and all; null where it leaves the offer out there. */
  readonly landedFrom: Maybe<Money>;
  readonly landedTo: Maybe<Money>;
};

export type NearestConnection = {
  readonly __typename?: 'NearestConnection';
  readonly edges: ReadonlyArray<NearestEdge>;
  readonly nodes: ReadonlyArray<NearOffer>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type NearestEdge = {
  readonly __typename?: 'NearestEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: NearOffer;
};

export type NearOffer = {
  readonly __typename?: 'NearOffer';
  /** Great-circle metres, rounded to whole ones; 0 inside the area of delivery. */
  readonly distanceMeters: Scalars['Int']['output'];
  readonly offer: Offer;
};

export type Query = {
  readonly __typename?: 'Query';
  /** Where every chain stands, and how well that is known. */
  readonly status: Status;
  /** The first quote and what is needed to pay it: one question for an agent that wants to buy now. */
  readonly pick: PickAnswer;
  /**
   * Where one offer stands in a ranking, what is ahead of it and why, and which single change would have won. For the provider.
   * The offer is named by its subject or its offer id; `first` bounds the quotes ahead that are shown.
   */
  readonly explain: Explanation;
  /**
   * Which of two offers is cheaper over a range of quantities of one meter, everything else as in the job, and exactly where
   * that flips. The range is in the unit that the job gives the meter; the value there is not looked at.
   */
  readonly compare: Comparison;
  /** Offers in force that deliver within so many metres, the nearest first, and at one distance by their subjects. */
  readonly nearest: NearestConnection;
  /**
   * The categories that offers are in force in, and how they are priced: what can be asked for. A page may be shorter than
   * asked where many categories are passed over; hasNextPage says whether there may be more.
   */
  readonly categories: CategoryConnection;
  /** What this node has made of a chain up to a block, by default its newest one. `portolan compare` asks two nodes. */
  readonly commitment: Commitment;
  /**
   * Who does this job under these rules for the least money in total. Trust is a gate, price ranks: among what passes, the
   * landed cost decides, then seconds to settle, then trust, then the subject. Every offer left out has its reason.
   */
  readonly quote: QuoteConnection;
  /**
   * What became of the rows of the fact tables, block by block, for whoever keeps a copy: do as each entry says, in order.
   * Without `after` from the very first block. `cursor` is where to go on; keep it together with what was done. An export
   * (`manifest.json`, or the last line of `/export/<table>.ndjson`) ends with the cursor that goes on from there.
   * Refused with `refolded` where the tables were made anew: begin again.
   */
  readonly changes: ChangePage;
  /**
   * The rows that differ between two moments, in the order of table, chain and their last change; one that came and went,
   * or was changed back, does not. A page may be short where much changed that makes no difference: go on while hasNextPage.
   */
  readonly diff: DifferenceConnection;
  /**
   * The periods in which one token of a subject was in force, the first first. From the beginning to the newest indexed block
   * unless a range says otherwise. At most 500 moments at which something may have changed are looked at.
   */
  readonly priceHistory: PricePeriodConnection;
  /**
   * Who would have won a job, and at which landed cost, over a range of time: at any moment of a period the first quote was
   * this one. Of signed offers alone: nobody can say since when an unsigned price held. At most 500 moments at which something may have changed are looked at: narrow the range where there are more.
   */
  readonly cheapestHistory: CheapestPeriodConnection;
  /** Agents of the indexed ERC-8004 registries. */
  readonly agents: AgentConnection;
  /** One agent by its id: eip155:<chain>:<registry>/<token>, or CAIP-19. */
  readonly agent: Maybe<Agent>;
  /**
   * What the registries say about a DID. Null only for a method this node cannot judge. A did:web has an answer although no
   * registry speaks of it: it may be named as evidence, and has neither controller nor keys here.
   */
  readonly identity: Maybe<Identity>;
  /** Identities that an ERC-1056 registry has spoken of, by DID. Of the others nothing is stored: they rule themselves. */
  readonly identities: IdentityConnection;
  /**
   * Prices that nobody signed, as the sources that the operator configured stated them when they were last fetched. Shown as
   * they are: only what is LISTED is quoted, and only where the policy allows unsigned prices.
   */
  readonly unsignedPrices: UnsignedPriceConnection;
  /** Signed offers, one per subject: the one that rules it at the moment asked for. */
  readonly offers: OfferConnection;
  /** One offer by its subject (a DID URL) or by its offer id. */
  readonly offer: Maybe<Offer>;
  /**
   * Transfers of the configured payment assets that touch an account of an identity, newest first. They count for operators:
   * the accounts that registered agents.
   */
  readonly payments: PaymentConnection;
  /** The offers that were handed to this node, in the order they came: a feed that other nodes may follow. */
  readonly submissions: SubmissionConnection;
  /** What this node would make of a token, and whether it would take it. Nothing is written. */
  readonly validateOffer: OfferValidation;
  /**
   * How far each announcement and each submission has come, and why no further. Submissions first, then what chains say; of
   * both the newest first.
   */
  readonly listings: ListingConnection;
  /**
   * What a DID resolves to (W3C DID Resolution): did:ethr from the index at any block, did:pkh and did:key computed, did:web
   * as it was last fetched. Errors are in `didResolutionMetadata`. The DID may carry `?versionId=` or `?versionTime=`.
   */
  readonly resolve: DidResolution;
  /**
   * Whether the key that a DID URL names may sign offers at the moment asked for: it is in the document's assertionMethod by
   * the strict profile, and of a kind that is verified here.
   */
  readonly maySign: Scalars['Boolean']['output'];
  /**
   * The score of an agent over time: periods over which it was the same, the first first, and what opened each. From thirty
   * days before the end unless `from` says otherwise. At most 400 moments at which it may have changed are looked at.
   */
  readonly scoreHistory: ScorePeriodConnection;
  /**
   * The agents whose scores differ between two moments, the greatest change first. Ranks are among the agents of the chain
   * of which anybody with credit has spoken, by score, then by id. At most 5,000 such agents are looked at.
   */
  readonly scoreChanges: ScoreChangeConnection;
  /** The reputation of an agent: its feedback and validations as exact facts, and what a trust policy makes of them. */
  readonly reputation: Maybe<Reputation>;
};


export type QueryPickArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryExplainArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  offer: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryCompareArgs = {
  a: Scalars['ID']['input'];
  b: Scalars['ID']['input'];
  job: Job;
  meter: Scalars['String']['input'];
  from: Scalars['Decimal']['input'];
  to: Scalars['Decimal']['input'];
  policy?: InputMaybe<Policy>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryNearestArgs = {
  category: Scalars['String']['input'];
  near: Near;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryCategoriesArgs = {
  filter?: InputMaybe<CategoryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryCommitmentArgs = {
  chain: Scalars['String']['input'];
  block?: InputMaybe<Scalars['BigInt']['input']>;
};


export type QueryQuoteArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  tables?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


export type QueryDiffArgs = {
  from: AsOf;
  to: AsOf;
  tables?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPriceHistoryArgs = {
  subject: Scalars['ID']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCheapestHistoryArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  from: Scalars['DateTime']['input'];
  to?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAgentsArgs = {
  filter?: InputMaybe<AgentFilter>;
  orderBy?: InputMaybe<AgentOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryAgentArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryIdentityArgs = {
  did: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryIdentitiesArgs = {
  filter?: InputMaybe<IdentityFilter>;
  orderBy?: InputMaybe<IdentityOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryUnsignedPricesArgs = {
  filter?: InputMaybe<UnsignedPriceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryOffersArgs = {
  filter?: InputMaybe<OfferFilter>;
  orderBy?: InputMaybe<OfferOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryOfferArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryPaymentsArgs = {
  filter?: InputMaybe<PaymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QuerySubmissionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryValidateOfferArgs = {
  token: Scalars['String']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryListingsArgs = {
  filter: ListingFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryResolveArgs = {
  did: Scalars['ID']['input'];
  accept?: InputMaybe<Scalars['String']['input']>;
  versionId?: InputMaybe<Scalars['String']['input']>;
  versionTime?: InputMaybe<Scalars['String']['input']>;
  profile?: InputMaybe<DidProfile>;
  asOf?: InputMaybe<AsOf>;
};


export type QueryMaySignArgs = {
  kid: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};


export type QueryScoreHistoryArgs = {
  id: Scalars['ID']['input'];
  basis?: InputMaybe<TrustBasis>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryScoreChangesArgs = {
  from: AsOf;
  to: AsOf;
  basis?: InputMaybe<TrustBasis>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryReputationArgs = {
  id: Scalars['ID']['input'];
  asOf?: InputMaybe<AsOf>;
};

/**
 * The moment a question is about. By default: now, the newest indexed block of each chain.
 * Give chain and block (or hash), or time, or the heads of an earlier answer.
 */
export type AsOf = {
  /** CAIP-2. May be left out where only one chain is indexed. */
  readonly chain?: InputMaybe<Scalars['String']['input']>;
  /** This block of the chain; the other chains as of its time. Its header must be stored. */
  readonly block?: InputMaybe<Scalars['BigInt']['input']>;
  /** The block of the chain with this hash: an error if it has left the chain. */
  readonly hash?: InputMaybe<Scalars['String']['input']>;
  /** Each chain's last block at or before this time. */
  readonly time?: InputMaybe<Scalars['DateTime']['input']>;
  /** The heads of an earlier answer (`_meta.heads`). */
  readonly heads?: InputMaybe<ReadonlyArray<HeadInput>>;
  /** What this node knew of fetched documents at this time of its clock. */
  readonly knownAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type HeadInput = {
  readonly chain: Scalars['String']['input'];
  readonly number: Scalars['BigInt']['input'];
  readonly hash?: InputMaybe<Scalars['String']['input']>;
};

/** The moment an answer is about. */
export type Meta = {
  readonly __typename?: 'Meta';
  readonly heads: ReadonlyArray<Head>;
  /** What counts as now in the answer: the time asked for, or that of the newest head. */
  readonly now: Scalars['DateTime']['output'];
  /** Whether the newest head is older than it should be by the clock of this node. */
  readonly stale: Scalars['Boolean']['output'];
};

export type Head = {
  readonly __typename?: 'Head';
  readonly chain: Scalars['String']['output'];
  readonly number: Scalars['BigInt']['output'];
  readonly hash: Scalars['String']['output'];
  readonly time: Scalars['DateTime']['output'];
};

/** Where on a chain a fact was said. */
export type Origin = {
  readonly __typename?: 'Origin';
  /** CAIP-2. */
  readonly chain: Scalars['String']['output'];
  readonly block: Scalars['BigInt']['output'];
  readonly blockHash: Scalars['String']['output'];
  readonly time: Scalars['DateTime']['output'];
  readonly transaction: Scalars['String']['output'];
  readonly logIndex: Scalars['BigInt']['output'];
  readonly contract: Scalars['String']['output'];
};

export type PageInfo = {
  readonly __typename?: 'PageInfo';
  readonly hasNextPage: Scalars['Boolean']['output'];
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  readonly startCursor: Maybe<Scalars['String']['output']>;
  readonly endCursor: Maybe<Scalars['String']['output']>;
};

export type Status = {
  readonly __typename?: 'Status';
  readonly version: Scalars['String']['output'];
  readonly chains: ReadonlyArray<ChainStatus>;
  readonly documents: DocumentStatus;
};

export type ChainStatus = {
  readonly __typename?: 'ChainStatus';
  readonly chain: Scalars['String']['output'];
  readonly state: ChainState;
  /** Why the chain is halted, or why it does not move for now. Null: it moves. */
  readonly reason: Maybe<Scalars['String']['output']>;
  /** The newest indexed block; null before the first. */
  readonly head: Maybe<Head>;
  /** The newest block that will not change. */
  readonly final: Scalars['BigInt']['output'];
  /** The newest block that the RPC has shown. */
  readonly remote: Scalars['BigInt']['output'];
  readonly start: Scalars['BigInt']['output'];
  readonly commits: Scalars['BigInt']['output'];
  /** Which ranges of which contract have been read, and how well that is known. */
  readonly coverage: ReadonlyArray<Coverage>;
  /** Whether every block hash is recomputed from the header it is the hash of. */
  readonly hashes: HeaderHashes;
  /** Places where something before an event was not seen. */
  readonly gaps: Scalars['Int']['output'];
  /** Logs of our contracts that do not decode. */
  readonly rejected: Scalars['Int']['output'];
  /** What this node has made of the chain up to its head. Null: nothing yet. */
  readonly commitment: Maybe<Commitment>;
  /** How well it is known that nothing is missing. */
  readonly completeness: Completeness;
};

export type ChainState =
  | 'BACKFILL'
  | 'FOLLOWING'
  | 'HALTED';

export type HeaderHashes =
  /** No endpoint has shown a head yet. */
  | 'UNTRIED'
  | 'RECOMPUTED'
  /** The headers of this chain have fields that we do not know: its endpoints are believed in this. */
  | 'NOT_RECOMPUTABLE';

export type Coverage = {
  readonly __typename?: 'Coverage';
  readonly contract: Scalars['String']['output'];
  readonly from: Scalars['BigInt']['output'];
  readonly to: Scalars['BigInt']['output'];
  readonly reach: CoverageReach;
  readonly grade: CoverageGrade;
};

export type CoverageReach =
  /** Every log of the contract. */
  | 'WHOLE'
  /** The logs that name a watched address: the contract has too many to read whole. */
  | 'WATCHED';

export type CoverageGrade =
  /** One endpoint said so. */
  | 'FETCHED'
  /** Two endpoints said so. */
  | 'CROSS_CHECKED'
  /** Recomputed from the roots in the block headers. */
  | 'PROVED';

export type DocumentStatus = {
  readonly __typename?: 'DocumentStatus';
  readonly known: Scalars['Int']['output'];
  readonly waiting: Scalars['Int']['output'];
};

/** A document behind a URI: fetched, bounded, checked, kept. What it says is a claim of its author. */
export type Document = {
  readonly __typename?: 'Document';
  readonly uri: Scalars['String']['output'];
  /** ok, or why there is nothing to read: unreachable, too-large, not-json, over-quota, deferred, ... Null: not fetched yet. */
  readonly verdict: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the bytes. */
  readonly sha256: Maybe<Scalars['String']['output']>;
  readonly keccak256: Maybe<Scalars['String']['output']>;
  readonly bytes: Maybe<Scalars['Int']['output']>;
  readonly mediaType: Maybe<Scalars['String']['output']>;
  readonly fetchedAt: Maybe<Scalars['DateTime']['output']>;
};

/** What is left out admits all. */
export type CategoryFilter = {
  /** The part before the colon: osm */
  readonly vocabulary?: InputMaybe<Scalars['String']['input']>;
  /** What the category begins with, vocabulary and all: osm:amenity= */
  readonly prefix?: InputMaybe<Scalars['String']['input']>;
};

export type CategoryConnection = {
  readonly __typename?: 'CategoryConnection';
  readonly edges: ReadonlyArray<CategoryEdge>;
  readonly nodes: ReadonlyArray<Category>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type CategoryEdge = {
  readonly __typename?: 'CategoryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Category;
};

/** One kind of service, as sellers name it. Terms and vocabularies are open: none is refused for being unknown. */
export type Category = {
  readonly __typename?: 'Category';
  /** vocabulary:term, as a job names it. */
  readonly category: Scalars['String']['output'];
  readonly vocabulary: Scalars['String']['output'];
  readonly term: Scalars['String']['output'];
  /** Where the terms of the vocabulary are defined; null where they are not, or the vocabulary is not known here. */
  readonly source: Maybe<Scalars['String']['output']>;
  /** How many offers are in force in it, among those looked at. */
  readonly offers: Scalars['Int']['output'];
  /** Whether every offer was looked at. In a crowded category the counts are of a part of them. */
  readonly complete: Scalars['Boolean']['output'];
  /** What its offers price, the most common first: the quantities that a job should name. No more than 50. */
  readonly meters: ReadonlyArray<CategoryMeter>;
};

export type CategoryMeter = {
  readonly __typename?: 'CategoryMeter';
  readonly meter: Scalars['String']['output'];
  /** UCUM, as the offers spell it. */
  readonly unit: Scalars['String']['output'];
  /** How many offers price it by this unit. */
  readonly offers: Scalars['Int']['output'];
};

/**
 * Rolling roots in three layers: nodes that have the same contracts, rules and root have the same in every block up to it. A
 * root is the SHA-256 of lines of text: the root before, the hash of the block, and what the block adds to the layer, each an
 * RFC 8785 JSON array. Blocks without kept logs leave the roots as they are. Documents, submissions and scores stay outside.
 */
export type Commitment = {
  readonly __typename?: 'Commitment';
  readonly chain: Scalars['String']['output'];
  /** The newest block so far that has kept logs; null: there is none, and the roots are those that everything begins with. */
  readonly block: Maybe<Scalars['BigInt']['output']>;
  readonly blockHash: Maybe<Scalars['String']['output']>;
  /** Of the raw logs. Where it differs and the blocks are the same, an endpoint lied or left a log out. */
  readonly l0: Scalars['String']['output'];
  /** Of the events that the logs decode to. Where it alone differs from here on up, the decoders differ. */
  readonly l1: Scalars['String']['output'];
  /** Of the rows that began and ended. Where it alone differs, the folds differ. */
  readonly l2: Scalars['String']['output'];
  /** SHA-256 of the rules by which logs become rows. Only roots of the same rules can be compared. */
  readonly rules: Scalars['String']['output'];
  /** Kind, address and subject of each contract that is read. Only roots of the same contracts can be compared. */
  readonly contracts: ReadonlyArray<Scalars['String']['output']>;
};

/** What is proved, what two endpoints said, what one said, and what is known to be missing. Lists hold 100 at most. */
export type Completeness = {
  readonly __typename?: 'Completeness';
  /** Ranges whose logs follow from the roots in the block headers. */
  readonly proved: ReadonlyArray<Coverage>;
  /** Ranges that two endpoints gave alike. */
  readonly crossChecked: ReadonlyArray<Coverage>;
  /** Ranges that one endpoint gave: what it left out is only known where a sequence or a check shows it. */
  readonly fetched: ReadonlyArray<Coverage>;
  /** Blocks between the first and the newest over which a contract that is read has not been read. None: there is no hole. */
  readonly missing: ReadonlyArray<MissingRange>;
  /** Breaks in the sequences that contracts guarantee, by kind. */
  readonly gaps: ReadonlyArray<GapCount>;
  /**
   * Contracts that were upgraded to code that nobody here has read: not deployed by those we know, nor named in `implementations`
   * of the configuration. Their events are read as before; that their sequences stay without holes is not known.
   */
  readonly unverified: ReadonlyArray<UnverifiedContract>;
  /** What contracts say otherwise than is held here, by the kind of check that found it. */
  readonly differences: ReadonlyArray<GapCount>;
  /** What is looked for, and what was looked for in vain: the newest. */
  readonly repairs: ReadonlyArray<Repair>;
  /** The last time that everything of a kind was held against the contract itself. */
  readonly checks: ReadonlyArray<StateCheck>;
};

export type MissingRange = {
  readonly __typename?: 'MissingRange';
  readonly contract: Scalars['String']['output'];
  readonly from: Scalars['BigInt']['output'];
  readonly to: Scalars['BigInt']['output'];
};

export type UnverifiedContract = {
  readonly __typename?: 'UnverifiedContract';
  readonly contract: Scalars['String']['output'];
  /** identityRegistry, reputationRegistry or validationRegistry. */
  readonly kind: Scalars['String']['output'];
  /** The code that it runs now. */
  readonly implementation: Scalars['String']['output'];
  /** The block since which it has run none that is known. */
  readonly since: Scalars['BigInt']['output'];
};

export type GapCount = {
  readonly __typename?: 'GapCount';
  readonly kind: Scalars['String']['output'];
  /** What is missing is still looked for. */
  readonly open: Scalars['Int']['output'];
  /** Every endpoint was asked, and none has what is missing. */
  readonly confirmed: Scalars['Int']['output'];
  /** So many of these are of contracts that ran unknown code: perhaps nothing is missing. */
  readonly unverified: Scalars['Int']['output'];
};

/** A search for logs that are missing, or were. */
export type Repair = {
  readonly __typename?: 'Repair';
  /** The gap, or check/<kind>/<key>. */
  readonly id: Scalars['String']['output'];
  readonly contract: Scalars['String']['output'];
  /** Where the missing logs may lie; null: anywhere before. */
  readonly from: Maybe<Scalars['BigInt']['output']>;
  readonly to: Scalars['BigInt']['output'];
  readonly state: RepairState;
  readonly tries: Scalars['Int']['output'];
  /** Logs that were had so far. */
  readonly found: Scalars['Int']['output'];
  /** How the contract says otherwise, or why the last try failed. */
  readonly detail: Maybe<Scalars['String']['output']>;
};

export type RepairState =
  | 'OPEN'
  | 'CONFIRMED';

/** A comparison of all that is held of a contract with what the contract says of itself. */
export type StateCheck = {
  readonly __typename?: 'StateCheck';
  readonly contract: Scalars['String']['output'];
  /** agents, highest_agent, changed, last_index, feedback, validations; seal: the words of storage that all its logs determine. */
  readonly kind: Scalars['String']['output'];
  readonly outcome: StateCheckOutcome;
  readonly detail: Maybe<Scalars['String']['output']>;
  /** As of this block: every later one is unchecked. */
  readonly block: Scalars['BigInt']['output'];
  /** How many agents, identities, feedbacks or announcements were compared. */
  readonly checked: Scalars['Int']['output'];
  readonly differing: Scalars['Int']['output'];
  readonly at: Scalars['DateTime']['output'];
};

export type StateCheckOutcome =
  /** One endpoint ran the calls, and the contract says what is held. */
  | 'HOLDS'
  /** The contract says otherwise. */
  | 'DIFFERS'
  /** The state root in the header proves that every log of the contract is held. */
  | 'PROVED'
  /** As proved, but for the hash of the header, which cannot be recomputed on this chain. */
  | 'UNPROVED';

/** What the buyer wants done, in quantities. */
export type Job = {
  readonly category: Scalars['String']['input'];
  /** One per meter. A meter that an offer prices and the job does not name excludes the offer: say 0 where none is needed. */
  readonly quantities: ReadonlyArray<Quantity>;
  readonly near?: InputMaybe<Near>;
  readonly spec?: InputMaybe<ReadonlyArray<SpecConstraint>>;
  /** How many times the job is bought. */
  readonly purchases?: InputMaybe<Scalars['Int']['input']>;
};

export type Quantity = {
  readonly meter: Scalars['String']['input'];
  readonly value: Scalars['Decimal']['input'];
  /** UCUM, e.g. kW.h */
  readonly unit: Scalars['String']['input'];
};

export type Near = {
  readonly latitude: Scalars['Decimal']['input'];
  readonly longitude: Scalars['Decimal']['input'];
  readonly withinMeters: Scalars['Int']['input'];
};

/** A condition on a property of the offer: equal to a text, or between two numbers of a unit. */
export type SpecConstraint = {
  readonly key: Scalars['String']['input'];
  readonly equals?: InputMaybe<Scalars['String']['input']>;
  readonly min?: InputMaybe<Scalars['Decimal']['input']>;
  readonly max?: InputMaybe<Scalars['Decimal']['input']>;
  readonly unit?: InputMaybe<Scalars['String']['input']>;
};

/** The buyer's rules. A list that is given admits nothing else. */
export type Policy = {
  /** ISO 4217: the currency in which costs are compared. */
  readonly reference?: InputMaybe<Scalars['String']['input']>;
  readonly maxTotal?: InputMaybe<Scalars['Decimal']['input']>;
  /** protocol/scheme, or protocol/* */
  readonly rails?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** CAIP-2 */
  readonly chains?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** CAIP-19 */
  readonly assets?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** DIDs. A price that nobody signed is on no list. */
  readonly allow?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** DIDs. A price that nobody signed is denied by the account it pays: did:pkh:<network>:<payTo>, or its did:ethr. */
  readonly deny?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The least trust, parts per million, that is the least lower bound of a score. Unknown trust fails it unless unknownTrust says otherwise. */
  readonly minTrust?: InputMaybe<Scalars['Int']['input']>;
  /** The most seconds until the payment is settled. */
  readonly maxSeconds?: InputMaybe<Scalars['Int']['input']>;
  /** Landed costs above this need a rail with escrow. */
  readonly escrowAbove?: InputMaybe<Scalars['Decimal']['input']>;
  /** The oldest rate, seconds, that may price an asset. */
  readonly maxRateAge?: InputMaybe<Scalars['Int']['input']>;
  /** What is left of the buyer's budget. */
  readonly budgetLeft?: InputMaybe<Scalars['Decimal']['input']>;
  /**
   * What the buyer stands to lose beside the price, in the reference currency: forging the trust in the provider has to cost
   * at least forgeMultiple times as much. Unknown trust fails it unless unknownTrust says otherwise.
   */
  readonly valueAtRisk?: InputMaybe<Scalars['Decimal']['input']>;
  /** 1 to 1000 */
  readonly forgeMultiple?: InputMaybe<Scalars['Int']['input']>;
  readonly unknownTrust?: InputMaybe<Scalars['Boolean']['input']>;
  /**
   * What a kilometre to the place of the offer costs the buyer, in the reference currency: it is added to the landed cost of
   * each purchase, so that the nearest and the cheapest are one order. Needs a job with a place.
   */
  readonly perKilometer?: InputMaybe<Scalars['Decimal']['input']>;
  /** Assets that count as worth a fixed amount, whatever feeds say of them. Without a peg no asset is ever taken at par. */
  readonly pegs?: InputMaybe<ReadonlyArray<Peg>>;
  /** Whether prices that nobody signed may be quoted. */
  readonly unsigned?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What one whole unit of an asset counts as, in the reference currency, because the buyer says so. */
export type Peg = {
  /** CAIP-19 */
  readonly asset: Scalars['String']['input'];
  readonly rate: Scalars['Decimal']['input'];
};

export type QuoteConnection = {
  readonly __typename?: 'QuoteConnection';
  readonly edges: ReadonlyArray<QuoteEdge>;
  readonly nodes: ReadonlyArray<Quote>;
  readonly pageInfo: PageInfo;
  readonly exclusions: ExclusionConnection;
  /** Everything beside the offers that the ranking was computed from. */
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};


export type QuoteConnectionExclusionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type QuoteEdge = {
  readonly __typename?: 'QuoteEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Quote;
};

/** The landed cost of the job under one offer, by its best way to pay. */
export type Quote = {
  readonly __typename?: 'Quote';
  /** 1 is the pick. */
  readonly rank: Scalars['Int']['output'];
  readonly offer: Offer;
  /** Who promises; null where nobody signed the price. */
  readonly provider: Maybe<Identity>;
  /** What the seller gets for all purchases, in the asset it is paid in. */
  readonly total: Money;
  /** What the job costs the buyer: purchases x amount x rate + settlement + travel, rounded up once, for display. */
  readonly landed: Money;
  /** protocol/scheme */
  readonly rail: Scalars['String']['output'];
  /** How one purchase adds up. */
  readonly charge: ReadonlyArray<ChargeLine>;
  readonly settlement: Settlement;
  /** Great-circle metres from the place of the job; 0 inside an area, null where the job names no place. */
  readonly distanceMeters: Maybe<Scalars['Int']['output']>;
  /** What the way there costs the buyer for all purchases, part of landed; null where the policy puts no price on distance. */
  readonly travel: Maybe<Money>;
  /**
   * The lower bound of the score of the agent that is linked to the provider, both sides standing by it; of several the lowest.
   * Parts per million; null: unknown.
   */
  readonly trust: Maybe<Scalars['Int']['output']>;
  /** What forging that trust costs at least, past recovery; null: it is unknown. */
  readonly forgeCost: Maybe<Money>;
  /** x402 payment requirements for one purchase, ready to be paid; null for other rails. */
  readonly accepts: Maybe<Scalars['JSON']['output']>;
  /** For a rail that streams: the flow to open; null for other rails. */
  readonly stream: Maybe<Stream>;
};

/** A constant flow of a token. */
export type Stream = {
  readonly __typename?: 'Stream';
  /** The address of the token. */
  readonly token: Scalars['String']['output'];
  readonly receiver: Scalars['String']['output'];
  /** In the smallest unit of the token, per second, rounded up. */
  readonly flowRate: Scalars['BigInt']['output'];
};

export type Money = {
  readonly __typename?: 'Money';
  /** ISO 4217, or CAIP-19 */
  readonly currency: Scalars['String']['output'];
  readonly amount: Scalars['Decimal']['output'];
  /** In the smallest unit of the asset; null where there is no asset. */
  readonly atomic: Maybe<Scalars['BigInt']['output']>;
  /** CAIP-19 */
  readonly asset: Maybe<Scalars['String']['output']>;
};

/** One line of the arithmetic. The lines add up to the price of one purchase, exactly. */
export type ChargeLine = {
  readonly __typename?: 'ChargeLine';
  /** A meter of the tariff, or minimum, maximum, fee: what lifts, caps or adds to the sum of the meters. */
  readonly meter: Scalars['String']['output'];
  /** Quantity in the unit of the tariff, rounded up to its billing step; null for minimum, maximum and fee. */
  readonly quantity: Maybe<Scalars['Decimal']['output']>;
  readonly unit: Maybe<Scalars['String']['output']>;
  readonly amount: Scalars['Decimal']['output'];
  readonly currency: Scalars['String']['output'];
};

/** What paying costs the buyer beside the price. */
export type Settlement = {
  readonly __typename?: 'Settlement';
  readonly gas: Scalars['BigInt']['output'];
  /** Wei per gas; null where no gas is paid. */
  readonly gasPrice: Maybe<Scalars['BigInt']['output']>;
  readonly cost: Money;
  readonly seconds: Scalars['Int']['output'];
};

export type QuoteInputs = {
  readonly __typename?: 'QuoteInputs';
  readonly now: Scalars['DateTime']['output'];
  readonly rates: ReadonlyArray<RateInput>;
  readonly gas: ReadonlyArray<GasInput>;
  /** The pegs of the policy that priced something. */
  readonly pegs: ReadonlyArray<PegInput>;
  /** By which rules trust was computed; null: it was not. */
  readonly trustPolicy: Maybe<TrustPolicyInput>;
};

/** The rules, seeds and moneys that trust was computed by: nodes that name the same id come to the same scores. */
export type TrustPolicyInput = {
  readonly __typename?: 'TrustPolicyInput';
  /** keccak-256 of their canonical JSON */
  readonly id: Scalars['String']['output'];
  /** Whether the largest source of a rater's credit counts only as far as its others match it. */
  readonly strict: Scalars['Boolean']['output'];
};

/** What one whole unit of an asset counted as, because the policy says so. */
export type PegInput = {
  readonly __typename?: 'PegInput';
  /** CAIP-19 */
  readonly asset: Scalars['String']['output'];
  readonly rate: Scalars['Decimal']['output'];
};

/** A round of a feed: what one unit of the base is worth. */
export type RateInput = {
  readonly __typename?: 'RateInput';
  readonly base: Scalars['String']['output'];
  readonly quote: Scalars['String']['output'];
  /** answer / 10^decimals */
  readonly answer: Scalars['BigInt']['output'];
  readonly decimals: Scalars['Int']['output'];
  readonly round: Scalars['BigInt']['output'];
  readonly updatedAt: Scalars['DateTime']['output'];
  readonly origin: Origin;
};

export type GasInput = {
  readonly __typename?: 'GasInput';
  readonly chain: Scalars['String']['output'];
  /** Wei per gas: the base fee of the block. */
  readonly price: Scalars['BigInt']['output'];
  readonly block: Scalars['BigInt']['output'];
};

export type ExclusionConnection = {
  readonly __typename?: 'ExclusionConnection';
  readonly edges: ReadonlyArray<ExclusionEdge>;
  readonly nodes: ReadonlyArray<Exclusion>;
  readonly pageInfo: PageInfo;
  readonly totalCount: Scalars['Int']['output'];
};

export type ExclusionEdge = {
  readonly __typename?: 'ExclusionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Exclusion;
};

/** An offer that was left out: the reason of the way to pay that got furthest through the checks. */
export type Exclusion = {
  readonly __typename?: 'Exclusion';
  readonly offer: Offer;
  readonly reason: ExclusionReason;
  readonly detail: Scalars['String']['output'];
};

/** Why an offer is left out, in the order of the checks. */
export type ExclusionReason =
  /** Not in force: see offer.status. Of an unsigned price: its source fails, or was fetched too long ago. */
  | 'NOT_IN_FORCE'
  /** Nobody signed the price, and the policy does not allow that. */
  | 'UNSIGNED'
  /** What is known of the unsigned price is at best the most it may cost. */
  | 'CEILING_ONLY'
  | 'PROVIDER_DENIED'
  | 'PROVIDER_NOT_ALLOWED'
  /** The job names a place and the offer none. */
  | 'PLACE_UNKNOWN'
  | 'TOO_FAR'
  | 'SPEC_MISSING'
  | 'SPEC_MISMATCH'
  /** The job needs something that the offer does not price. */
  | 'METER_UNKNOWN'
  /** The offer prices something that the job does not name. */
  | 'QUANTITY_MISSING'
  /** The job and the offer measure different things. */
  | 'INCOMMENSURABLE'
  | 'BELOW_MINIMUM'
  | 'ABOVE_MAXIMUM'
  | 'TRUST_UNKNOWN'
  | 'TRUST_TOO_LOW'
  /** Forging the trust in the provider would cost too little for what is at risk. */
  | 'FORGEABLE'
  | 'RAIL_NOT_ALLOWED'
  | 'CHAIN_NOT_ALLOWED'
  | 'ASSET_NOT_ALLOWED'
  /** No profile says what the rail costs on this chain. */
  | 'RAIL_UNKNOWN'
  /** No feed says what the asset is worth. */
  | 'RATE_MISSING'
  | 'RATE_STALE'
  | 'BELOW_RAIL_FLOOR'
  /** Gas is needed and its price unknown. */
  | 'GAS_UNKNOWN'
  | 'TOO_SLOW'
  | 'ESCROW_REQUIRED'
  | 'OVER_MAX_TOTAL'
  | 'OVER_BUDGET';

export type ChangePage = {
  readonly __typename?: 'ChangePage';
  readonly changes: ReadonlyArray<RowChange>;
  readonly cursor: Scalars['String']['output'];
  /** Whether a copy that did all this is now as the node was at some block of each chain: not within one, or being taken back. */
  readonly isWhole: Scalars['Boolean']['output'];
  /** Whether there is more already. */
  readonly hasMore: Scalars['Boolean']['output'];
};

export type RowChange = {
  readonly __typename?: 'RowChange';
  readonly kind: RowChangeKind;
  /** CAIP-2. */
  readonly chain: Scalars['String']['output'];
  /** The block that brought the change. Of REWIND and what it takes back: the ancestor; -1: there is none. */
  readonly block: Scalars['BigInt']['output'];
  /** Empty where there is no such block. */
  readonly blockHash: Scalars['String']['output'];
  /** Null: REWIND. */
  readonly table: Maybe<Scalars['String']['output']>;
  /** Unique within chain and table. Null: REWIND. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** The row as it is now, by column; integers that may be wider than 2^53 are text. Null: REWIND and DROP. */
  readonly row: Maybe<Scalars['JSON']['output']>;
};

export type RowChangeKind =
  /** This is the row of that chain, table and id now. */
  | 'PUT'
  /** There is no such row any more. */
  | 'DROP'
  /**
   * Blocks above this ancestor have left the chain. The entries that follow take their changes back, row by row: a copy that
   * holds the current rows alone has nothing else to do.
   */
  | 'REWIND';

export type DifferenceConnection = {
  readonly __typename?: 'DifferenceConnection';
  readonly edges: ReadonlyArray<DifferenceEdge>;
  readonly nodes: ReadonlyArray<Difference>;
  readonly pageInfo: PageInfo;
  readonly from: Meta;
  readonly to: Meta;
};

export type DifferenceEdge = {
  readonly __typename?: 'DifferenceEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Difference;
};

export type Difference = {
  readonly __typename?: 'Difference';
  readonly table: Scalars['String']['output'];
  /** CAIP-2. */
  readonly chain: Scalars['String']['output'];
  readonly id: Scalars['ID']['output'];
  /** The row at the first moment; null: there was none. */
  readonly before: Maybe<Scalars['JSON']['output']>;
  /** The row at the second moment; null: there was none any more. */
  readonly after: Maybe<Scalars['JSON']['output']>;
};

export type FeedbackFile = {
  readonly __typename?: 'FeedbackFile';
  readonly document: Document;
  /** Whether it is the file that the reviewer meant, by the hash on chain. */
  readonly hash: FeedbackHash;
  /** Null: the file speaks of no payment, or was not read. */
  readonly proofOfPayment: Maybe<ProofOfPayment>;
};

export type FeedbackHash =
  | 'MATCH'
  | 'MISMATCH'
  /** The hash is of the file as some writers serialize it in error: with sorted top-level keys, and no others. */
  | 'MISMATCH_KNOWN_PRODUCER'
  | 'NOT_FETCHED'
  /** There is no hash on chain. */
  | 'NOT_GIVEN';

/** A payment that the file says was made. Null: what it says there is no address, chain or hash. */
export type ProofOfPayment = {
  readonly __typename?: 'ProofOfPayment';
  readonly fromAddress: Maybe<Scalars['String']['output']>;
  readonly toAddress: Maybe<Scalars['String']['output']>;
  /** CAIP-2 */
  readonly chain: Maybe<Scalars['String']['output']>;
  readonly transaction: Maybe<Scalars['String']['output']>;
  readonly verdict: ProofVerdict;
  /** The transfer, where the verdict is MATCH. */
  readonly payment: Maybe<Payment>;
};

export type ProofVerdict =
  /** The reviewer paid the operator of the agent in this transaction. */
  | 'MATCH'
  | 'MALFORMED'
  /** It is of another chain than the feedback: not looked at. */
  | 'OTHER_CHAIN'
  /** No transfer of a configured asset in this transaction touches one of the addresses, as far as transfers are indexed. */
  | 'NO_SUCH_PAYMENT'
  /** Somebody paid, but not the one it says, or not the reviewer. */
  | 'WRONG_PAYER'
  /** Somebody was paid, but not the one it says, or not the operator of the agent. */
  | 'WRONG_PAYEE';

export type PricePeriodConnection = {
  readonly __typename?: 'PricePeriodConnection';
  readonly edges: ReadonlyArray<PricePeriodEdge>;
  readonly nodes: ReadonlyArray<PricePeriod>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type PricePeriodEdge = {
  readonly __typename?: 'PricePeriodEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: PricePeriod;
};

/** From the second `from` up to, but not including, the second `to` one token ruled, in force. */
export type PricePeriod = {
  readonly __typename?: 'PricePeriod';
  /** The token with its tariff and prices, as it stood when the period began. */
  readonly offer: Offer;
  readonly from: Scalars['DateTime']['output'];
  /** Null: it still held at the end of the range. */
  readonly to: Maybe<Scalars['DateTime']['output']>;
  /** What began it; null: it held already when the range began. */
  readonly opened: Maybe<HistoryEvent>;
  readonly closed: Maybe<HistoryEvent>;
  readonly ending: Maybe<PricePeriodEnding>;
};

export type PricePeriodEnding =
  /** A newer token took its place. */
  | 'SUPERSEDED'
  /** The newer token says that there is no offer. */
  | 'WITHDRAWN'
  | 'EXPIRED'
  /** A different token came under the same sequence number. */
  | 'EQUIVOCATED'
  /** The key that signed it was no longer the issuer's to use. */
  | 'KEY_ENDED'
  /** No announcement of it stood any more. */
  | 'UNANNOUNCED';

/** Something that may change who wins: said by a log, by a block, or by the time alone. */
export type HistoryEvent = {
  readonly __typename?: 'HistoryEvent';
  readonly kind: HistoryEventKind;
  readonly at: Scalars['DateTime']['output'];
  /** CAIP-2; null where only time passed. */
  readonly chain: Maybe<Scalars['String']['output']>;
  readonly block: Maybe<Scalars['BigInt']['output']>;
  /** The log; null where there is none, or where what ended left none behind. */
  readonly origin: Maybe<Origin>;
};

export type HistoryEventKind =
  /** An offer or a withdrawal was announced or handed to this node, or an announcement taken back. */
  | 'OFFER'
  /** The time of a token came. */
  | 'START'
  /** The time of a token, an announcement or a key ran out. */
  | 'EXPIRY'
  /** The identity of an issuer changed: its owner or its keys. */
  | 'KEY'
  /** A feed answered. */
  | 'RATE'
  /** The answer of a feed became too old, or as old as it says it is. */
  | 'RATE_AGE'
  /** A block with another base fee. */
  | 'GAS'
  /**
   * Feedback, a sale, a link or a validation that may change the trust in who offers; or the first block of a day, which has
   * no event: with it the credit of reviewers is counted anew, and what was said is a day older.
   */
  | 'TRUST';

export type CheapestPeriodConnection = {
  readonly __typename?: 'CheapestPeriodConnection';
  readonly edges: ReadonlyArray<CheapestPeriodEdge>;
  readonly nodes: ReadonlyArray<CheapestPeriod>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type CheapestPeriodEdge = {
  readonly __typename?: 'CheapestPeriodEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: CheapestPeriod;
};

/** From the second `from` up to, but not including, the second `to` the first quote and its landed cost were the same. */
export type CheapestPeriod = {
  readonly __typename?: 'CheapestPeriod';
  /** The first quote as of the beginning of the period; null: nothing passed. */
  readonly quote: Maybe<Quote>;
  readonly from: Scalars['DateTime']['output'];
  /** Null: it still held at the end of the range. */
  readonly to: Maybe<Scalars['DateTime']['output']>;
  /** What happened at that second to the winner before or after; none: it held already when the range began. */
  readonly opened: ReadonlyArray<HistoryEvent>;
  readonly closed: ReadonlyArray<HistoryEvent>;
};

export type IdentityFilter = {
  /** CAIP-2. */
  readonly chain?: InputMaybe<Scalars['String']['input']>;
  /** The account that rules them. */
  readonly controller?: InputMaybe<Scalars['String']['input']>;
  /**
   * Who may sign for them now: the address of a delegate (veriKey or sigAuth), or the bytes of a public key in hex, points
   * compressed or not, with or without their multicodec prefix. Keys that an earlier owner left do not count.
   */
  readonly signer?: InputMaybe<Scalars['String']['input']>;
  readonly deactivated?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether a P-256 key may sign for them now. See `IdentityKey.hardwareBound` for what that suggests. */
  readonly hardwareBound?: InputMaybe<Scalars['Boolean']['input']>;
};

export type IdentityOrder =
  /** By chain, then by DID. */
  | 'ID_ASC'
  | 'ID_DESC';

export type IdentityConnection = {
  readonly __typename?: 'IdentityConnection';
  readonly edges: ReadonlyArray<IdentityEdge>;
  readonly nodes: ReadonlyArray<Identity>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type IdentityEdge = {
  readonly __typename?: 'IdentityEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Identity;
};

export type AgentFilter = {
  readonly chain?: InputMaybe<Scalars['String']['input']>;
  readonly registry?: InputMaybe<Scalars['String']['input']>;
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  readonly wallet?: InputMaybe<Scalars['String']['input']>;
  /** The name in the registration file, exactly. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** What the registration file says of itself. An agent whose file does not say is matched by neither value. */
  readonly active?: InputMaybe<Scalars['Boolean']['input']>;
  readonly x402?: InputMaybe<Scalars['Boolean']['input']>;
};

export type AgentOrder =
  | 'MINTED_ASC'
  | 'MINTED_DESC';

export type AgentConnection = {
  readonly __typename?: 'AgentConnection';
  readonly edges: ReadonlyArray<AgentEdge>;
  readonly nodes: ReadonlyArray<Agent>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type AgentEdge = {
  readonly __typename?: 'AgentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Agent;
};

/** An ERC-8004 agent. Everything but `registration` is a fact of the chain. */
export type Agent = {
  readonly __typename?: 'Agent';
  readonly id: Scalars['ID']['output'];
  readonly chain: Scalars['String']['output'];
  readonly registry: Scalars['String']['output'];
  readonly tokenId: Scalars['BigInt']['output'];
  readonly owner: Scalars['String']['output'];
  /** Where the agent is paid. Null: cleared, as every transfer does. */
  readonly wallet: Maybe<Scalars['String']['output']>;
  readonly walletProvenance: WalletProvenance;
  /** The account that may act for this token. */
  readonly approved: Maybe<Scalars['String']['output']>;
  /** The accounts that may act for every token of the owner. */
  readonly operators: ReadonlyArray<Scalars['String']['output']>;
  /** Null: none was ever given. */
  readonly uri: Maybe<Scalars['String']['output']>;
  readonly metadata: ReadonlyArray<AgentMetadata>;
  /** What the file behind the URI says. */
  readonly registration: Maybe<Registration>;
  /** The file itself: whether and when it was fetched. */
  readonly document: Maybe<Document>;
  readonly mintedAt: Origin;
  readonly updatedAt: Origin;
  /** Its owners, wallets and URIs, in the order they began. What a block both began and ended is not among them. */
  readonly history: PeriodConnection;
  /** The DIDs that this agent or the other names as belonging together, VERIFIED ones first, then by DID. At most 100. */
  readonly links: ReadonlyArray<Link>;
  /** The custom of the operator of this agent, in all its agents together: no transfer says which of them it is for. */
  readonly payments: PaymentSummary;
  /** The addresses that were ever of this agent or of all agents of its operator or owner, oldest first. At most 100. */
  readonly addresses: ReadonlyArray<AgentAddress>;
  readonly reputation: Reputation;
};


/** An ERC-8004 agent. Everything but `registration` is a fact of the chain. */
export type AgentHistoryArgs = {
  kinds?: InputMaybe<ReadonlyArray<PeriodKind>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type WalletProvenance =
  /** The account that registered the agent, by default: nobody proved it. */
  | 'DEFAULT_OWNER'
  /** The wallet signed for it (EIP-712 or ERC-1271). */
  | 'PROVEN'
  | 'CLEARED';

export type AgentMetadata = {
  readonly __typename?: 'AgentMetadata';
  readonly key: Scalars['String']['output'];
  /** 0x hex. */
  readonly value: Scalars['String']['output'];
  /** The value as text, where it is UTF-8. */
  readonly text: Maybe<Scalars['String']['output']>;
  readonly updatedAt: Origin;
};

/** A registration file: claims of its author, unchecked unless said otherwise. */
export type Registration = {
  readonly __typename?: 'Registration';
  readonly type: Maybe<Scalars['String']['output']>;
  readonly name: Maybe<Scalars['String']['output']>;
  readonly description: Maybe<Scalars['String']['output']>;
  readonly image: Maybe<Scalars['String']['output']>;
  /** Null: the file does not say. */
  readonly active: Maybe<Scalars['Boolean']['output']>;
  /** Null: the file does not say. */
  readonly x402: Maybe<Scalars['Boolean']['output']>;
  readonly services: ReadonlyArray<Service>;
  /** The agents this file says it is about. */
  readonly registrations: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the file names this agent. Null: it names none. False: anybody's file may be pointed at. */
  readonly namesAgent: Maybe<Scalars['Boolean']['output']>;
  readonly supportedTrust: ReadonlyArray<Scalars['String']['output']>;
};

export type Service = {
  readonly __typename?: 'Service';
  readonly name: Scalars['String']['output'];
  readonly endpoint: Scalars['String']['output'];
  readonly version: Maybe<Scalars['String']['output']>;
};

/** A DID as the registries know it. */
export type Identity = {
  readonly __typename?: 'Identity';
  readonly did: Scalars['ID']['output'];
  readonly method: Scalars['String']['output'];
  /** CAIP-2; null for methods without one. */
  readonly chain: Maybe<Scalars['String']['output']>;
  /** The account that rules the identity; null for methods without one, and once deactivated. */
  readonly controller: Maybe<Scalars['String']['output']>;
  readonly deactivated: Scalars['Boolean']['output'];
  /** Whether an ERC-1056 event about it was seen. Without one it is its own controller. */
  readonly registered: Scalars['Boolean']['output'];
  /** The identity of the controller, on the same chain. Null: it rules itself, or nobody rules it. */
  readonly controllerIdentity: Maybe<Identity>;
  /** The identities that this one rules on its chain, itself excepted, by DID. */
  readonly controls: IdentityConnection;
  readonly keys: ReadonlyArray<IdentityKey>;
  readonly services: ReadonlyArray<IdentityService>;
  /** Its owners, keys, delegates and services, in the order they began. Events after a deactivation begin nothing. */
  readonly history: PeriodConnection;
  /** How many ERC-1056 events about it were seen. */
  readonly events: Scalars['Int']['output'];
  /** Places in its chain of events before which one was not seen: each event names the block of the one before it. */
  readonly gaps: Scalars['Int']['output'];
  /** The last event about it. Null: none was seen. */
  readonly updatedAt: Maybe<Origin>;
  /** The agents that this DID or the other names as belonging together, VERIFIED ones first, then by agent. At most 100. */
  readonly links: ReadonlyArray<Link>;
};


/** A DID as the registries know it. */
export type IdentityControlsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A DID as the registries know it. */
export type IdentityHistoryArgs = {
  kinds?: InputMaybe<ReadonlyArray<PeriodKind>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A delegate or key that is valid at the moment asked for. Delegates of any type are listed: they are permissions too. */
export type IdentityKey = {
  readonly __typename?: 'IdentityKey';
  /** The DID URL of the verification method. */
  readonly id: Scalars['ID']['output'];
  /** delegate or attribute. */
  readonly kind: Scalars['String']['output'];
  /** The type of a delegate (veriKey, sigAuth or any other), the name of an attribute (did/pub/Secp256k1/veriKey). */
  readonly name: Scalars['String']['output'];
  /** 0x hex: the address of a delegate, the bytes of a key. */
  readonly value: Scalars['String']['output'];
  readonly validTo: Maybe<Scalars['DateTime']['output']>;
  /** Set by an earlier owner: still in the DID document, but may not sign offers. */
  readonly inherited: Scalars['Boolean']['output'];
  /** Of a delegate, that of accounts. Null: unknown, or the bytes are no key of the curve they are said to be of. */
  readonly curve: Maybe<KeyCurve>;
  /**
   * Whether it is a P-256 key: what secure elements, TPMs and passkeys hold. That is what the sort of key suggests and no
   * evidence: anybody may make such a key in software.
   */
  readonly hardwareBound: Scalars['Boolean']['output'];
  /** What its name says it is for. Delegates of a type that did:ethr does not know have none. */
  readonly purposes: ReadonlyArray<KeyPurpose>;
  /** Whether it may sign offers at this moment: a sound key for assertions, of a curve we verify, set by the present owner. */
  readonly maySign: Scalars['Boolean']['output'];
  readonly updatedAt: Origin;
};

export type KeyCurve =
  | 'SECP256K1'
  | 'ED25519'
  | 'P256'
  | 'X25519';

/** Verification relationships of DID Core. */
export type KeyPurpose =
  | 'ASSERTION'
  | 'AUTHENTICATION'
  | 'KEY_AGREEMENT';

export type IdentityService = {
  readonly __typename?: 'IdentityService';
  readonly id: Scalars['ID']['output'];
  readonly type: Scalars['String']['output'];
  /** 0x hex. */
  readonly value: Scalars['String']['output'];
  readonly text: Maybe<Scalars['String']['output']>;
  readonly validTo: Maybe<Scalars['DateTime']['output']>;
  readonly updatedAt: Origin;
};

/** Something that held from one event to another. */
export type Period = {
  readonly __typename?: 'Period';
  readonly kind: PeriodKind;
  /** The type of a delegate, the name of an attribute. Null for other kinds. */
  readonly name: Maybe<Scalars['String']['output']>;
  /** The DID URL of the key or service, as it was numbered by the event that began it. */
  readonly id: Maybe<Scalars['ID']['output']>;
  /** The address of an owner, wallet or delegate; the bytes of an attribute, 0x hex; a URI. */
  readonly value: Scalars['String']['output'];
  /** The event that began it. Null for the first owner of an identity, whom no event names: the identity itself. */
  readonly from: Maybe<Origin>;
  /** The event that ended it. Null: it still holds, or its time ran out without an event. */
  readonly to: Maybe<Origin>;
  /** Null: it still holds. */
  readonly ending: Maybe<PeriodEnding>;
  /** Until when it was to hold. Null: for ever. */
  readonly endsAt: Maybe<Scalars['DateTime']['output']>;
  /**
   * The change of owner that a key or service outlived: it stays in the DID document, but since then a key may not sign
   * offers. Null: there was none while it held.
   */
  readonly inheritedFrom: Maybe<Origin>;
};

export type PeriodKind =
  | 'OWNER'
  /** A delegate of any type, or a public key. */
  | 'KEY'
  | 'SERVICE'
  | 'WALLET'
  | 'URI';

export type PeriodEnding =
  /** Another took its place, or the same was set anew. */
  | 'REPLACED'
  | 'REVOKED'
  | 'EXPIRED'
  /** A transfer cleared it. */
  | 'OWNER_CHANGED'
  | 'DEACTIVATED';

export type PeriodConnection = {
  readonly __typename?: 'PeriodConnection';
  readonly edges: ReadonlyArray<PeriodEdge>;
  readonly nodes: ReadonlyArray<Period>;
  readonly pageInfo: PageInfo;
};

export type PeriodEdge = {
  readonly __typename?: 'PeriodEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Period;
};

export type UnsignedPriceFilter = {
  readonly category?: InputMaybe<Scalars['String']['input']>;
  /** The URL of what is sold. */
  readonly resource?: InputMaybe<Scalars['String']['input']>;
  /** CAIP-2 */
  readonly network?: InputMaybe<Scalars['String']['input']>;
  /** CAIP-19 */
  readonly asset?: InputMaybe<Scalars['String']['input']>;
  readonly payTo?: InputMaybe<Scalars['String']['input']>;
};

export type UnsignedPriceConnection = {
  readonly __typename?: 'UnsignedPriceConnection';
  readonly edges: ReadonlyArray<UnsignedPriceEdge>;
  readonly nodes: ReadonlyArray<UnsignedPrice>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type UnsignedPriceEdge = {
  readonly __typename?: 'UnsignedPriceEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: UnsignedPrice;
};

/** One price of one resource, unsigned: a claim of its source, which need not be the seller. */
export type UnsignedPrice = {
  readonly __typename?: 'UnsignedPrice';
  /** keccak-256 of the canonical JSON of source, resource and entry. */
  readonly id: Scalars['ID']['output'];
  readonly status: UnsignedPriceStatus;
  readonly source: PriceSource;
  /** Which price of the source it is, from 0. */
  readonly place: Scalars['Int']['output'];
  /** The URL of what is sold: for a live 402 the one that was asked. */
  readonly resource: Scalars['String']['output'];
  /** CAIP-2 */
  readonly network: Scalars['String']['output'];
  /** CAIP-19; null where the asset has no name that we know. */
  readonly asset: Maybe<Scalars['String']['output']>;
  readonly payTo: Scalars['String']['output'];
  /** The entry as the source states it: x402 payment requirements, or ERC-8257 pricing. */
  readonly accepts: Scalars['JSON']['output'];
  /** The operator's statement, not the source's. */
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** The price in the place of an offer; null where its asset has no name that we know. */
  readonly offer: Maybe<Offer>;
};

/** Why a price is not quoted: the first that holds. */
export type UnsignedPriceStatus =
  /** It is quoted where the policy allows unsigned prices. */
  | 'LISTED'
  /** The last fetch of its source failed: this is what the fetch before gave. */
  | 'SOURCE_FAILED'
  /** The last fetch of its source is too long ago. */
  | 'STALE'
  /** The amount is the most that a request may cost, or has a meaning that we do not know: no price. */
  | 'CEILING_ONLY'
  /** The name or the decimals of the asset are not known. */
  | 'UNKNOWN_ASSET'
  /** The operator does not say what the source sells. */
  | 'NO_CATEGORY';

/** A place that the operator configured. */
export type PriceSource = {
  readonly __typename?: 'PriceSource';
  readonly kind: PriceSourceKind;
  readonly url: Scalars['String']['output'];
  /** When it was last found to say so; where the last fetch failed, when it began to fail. */
  readonly fetchedAt: Scalars['DateTime']['output'];
  /** ok, or why the last fetch gave nothing to read. */
  readonly verdict: Scalars['String']['output'];
  /** What was left out, or why there is nothing. */
  readonly reason: Maybe<Scalars['String']['output']>;
};

export type PriceSourceKind =
  /** A resource that answers with a request for payment: x402, status 402. */
  | 'X402'
  /** A page of a listing of others' resources. */
  | 'BAZAAR'
  /** The manifest of a tool: ERC-8257. */
  | 'ERC8257';

/**
 * An agent and a DID of which at least one says now that they belong together. Only a VERIFIED link is a reason to believe it:
 * anybody can name a famous agent or DID.
 */
export type Link = {
  readonly __typename?: 'Link';
  /** The agent, also where it is not indexed here. */
  readonly agentId: Scalars['ID']['output'];
  /** Null: it is not indexed here. */
  readonly agent: Maybe<Agent>;
  /** The DID in our spelling; a did:ethr by its address. */
  readonly did: Scalars['ID']['output'];
  /** Null: this node cannot judge the DID. */
  readonly identity: Maybe<Identity>;
  /** What the claims of the two sides amount to at the moment asked for. */
  readonly state: LinkState;
  /** What each side says or once said, those of the agent first. */
  readonly claims: ReadonlyArray<LinkClaim>;
};

export type LinkState =
  /** Each side says so now, and said it under its present owner. */
  | 'VERIFIED'
  /** One side still says so; the other did, and has withdrawn it, let it expire, or is no more. */
  | 'BROKEN'
  /** A side that still says so said it under an earlier owner, and none has withdrawn. */
  | 'STALE'
  /** One side says so, the other never did. */
  | 'CLAIMED';

/** What one side says of the other. An agent is transferred and a DID changes its owner: what was said before is of the earlier one. */
export type LinkClaim = {
  readonly __typename?: 'LinkClaim';
  /** Who says it. */
  readonly by: LinkSide;
  /** Where it is said. */
  readonly carrier: LinkCarrier;
  /** Whether it holds. */
  readonly standing: LinkStanding;
  /** The event that said it; for a registration file, the one that set its URI. Null: no event did (ACCOUNT, DOCUMENT). */
  readonly origin: Maybe<Origin>;
  /** The file or DID document that says it: a claim of its author, with the date of its fetch. Null: it is said on chain. */
  readonly document: Maybe<Document>;
};

export type LinkSide =
  | 'AGENT'
  | 'DID';

export type LinkCarrier =
  /** By the DID: the ERC-1056 attribute did/svc/ERC8004, whose value is the id of an agent. */
  | 'ATTRIBUTE'
  /** By the agent: its metadata under the key did, whose value is a DID. */
  | 'METADATA'
  /** By the agent: a service named DID in the registration file behind its URI. */
  | 'REGISTRATION_FILE'
  /** By the DID, a did:pkh: its account owns the agent, or proved to be its wallet. It need not be said. */
  | 'ACCOUNT'
  /** By the DID, a did:web: its document names the agent in alsoKnownAs, or as the endpoint of a service of type ERC8004. */
  | 'DOCUMENT';

export type LinkStanding =
  /** Said by its present owner, and not withdrawn. */
  | 'HELD'
  /** Said by an earlier owner, and not withdrawn. */
  | 'STALE'
  /** Withdrawn, replaced by another, expired, or of an agent or DID that is no more. */
  | 'ENDED';

export type OfferFilter = {
  readonly category?: InputMaybe<Scalars['String']['input']>;
  /** The DID that promises. */
  readonly issuer?: InputMaybe<Scalars['ID']['input']>;
  readonly status?: InputMaybe<ReadonlyArray<OfferStatus>>;
};

export type OfferOrder =
  | 'SUBJECT_ASC'
  | 'SUBJECT_DESC';

export type OfferConnection = {
  readonly __typename?: 'OfferConnection';
  readonly edges: ReadonlyArray<OfferEdge>;
  readonly nodes: ReadonlyArray<Offer>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type OfferEdge = {
  readonly __typename?: 'OfferEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Offer;
};

/** A promise to serve at a price, signed by its issuer and announced on chain or handed to this node; or a price from outside that nobody signed. */
export type Offer = {
  readonly __typename?: 'Offer';
  /** keccak-256 of the signing input of the token; of an unsigned price, of its source, resource and entry. */
  readonly id: Scalars['ID']['output'];
  /** The issuer's DID, # and a name: what newer versions supersede. Of an unsigned price: the resource, # and its id. */
  readonly subject: Scalars['ID']['output'];
  /** Whether its issuer signed it. What nobody signed has no issuer, sequence, key and token. */
  readonly signed: Scalars['Boolean']['output'];
  readonly issuer: Maybe<Identity>;
  readonly sequence: Maybe<Scalars['BigInt']['output']>;
  readonly status: OfferStatus;
  readonly name: Scalars['String']['output'];
  readonly categories: ReadonlyArray<Scalars['String']['output']>;
  /** How to reach it. Null for a withdrawal. */
  readonly endpoint: Maybe<OfferEndpoint>;
  /** Where it is delivered: GeoJSON. */
  readonly area: Maybe<Scalars['JSON']['output']>;
  readonly spec: Maybe<Scalars['JSON']['output']>;
  readonly tariff: ReadonlyArray<TariffLine>;
  readonly min: ReadonlyArray<Price>;
  readonly max: ReadonlyArray<Price>;
  readonly pay: ReadonlyArray<PayEntry>;
  readonly startsAt: Scalars['DateTime']['output'];
  readonly expiresAt: Maybe<Scalars['DateTime']['output']>;
  readonly source: OfferSource;
  readonly announcements: ReadonlyArray<Announcement>;
  /** The key that signed it. */
  readonly kid: Maybe<Scalars['String']['output']>;
  /** The token itself, to be verified without us. */
  readonly token: Maybe<Scalars['String']['output']>;
  readonly knownAt: Scalars['DateTime']['output'];
  /**
   * The price as the `pricing` of a tool manifest (ERC-8257, section 3), one entry per way to pay. Null where one request has
   * no one price, and where nobody signed it.
   */
  readonly erc8257: Maybe<Scalars['JSON']['output']>;
  /** When this node was handed the offer, by its clock; null: it was not. */
  readonly submittedAt: Maybe<Scalars['DateTime']['output']>;
  readonly submission: Maybe<Submission>;
};

export type OfferStatus =
  | 'IN_FORCE'
  /** Its time has not come. */
  | 'SCHEDULED'
  | 'EXPIRED'
  | 'WITHDRAWN'
  /** Two different offers under one sequence number: neither counts. */
  | 'EQUIVOCATED'
  /** The key that signed it is no longer the issuer's to use. */
  | 'KEY_ENDED'
  /** No announcement of it stands any more. */
  | 'UNANNOUNCED'
  /** Nobody signed it: it binds nobody. */
  | 'UNSIGNED';

export type OfferSource =
  | 'ANNOUNCED'
  | 'SUBMITTED'
  /** Fetched from a source that the operator configured. */
  | 'IMPORTED';

export type OfferEndpoint = {
  readonly __typename?: 'OfferEndpoint';
  readonly by: Scalars['String']['output'];
  readonly url: Scalars['String']['output'];
  readonly tool: Maybe<Scalars['String']['output']>;
  readonly doc: Maybe<Scalars['String']['output']>;
  readonly sum: Maybe<Scalars['String']['output']>;
};

export type TariffLine = {
  readonly __typename?: 'TariffLine';
  readonly meter: Scalars['String']['output'];
  /** UCUM. */
  readonly unit: Scalars['String']['output'];
  readonly per: Maybe<Scalars['Decimal']['output']>;
  readonly step: Maybe<Scalars['Decimal']['output']>;
  readonly lo: Maybe<Scalars['Decimal']['output']>;
  readonly hi: Maybe<Scalars['Decimal']['output']>;
  readonly rates: ReadonlyArray<Rate>;
};

export type Rate = {
  readonly __typename?: 'Rate';
  readonly from: Scalars['Decimal']['output'];
  readonly price: ReadonlyArray<Price>;
};

export type Price = {
  readonly __typename?: 'Price';
  /** ISO 4217, or CAIP-19 for atomic units of an asset. */
  readonly currency: Scalars['String']['output'];
  readonly amount: Scalars['Decimal']['output'];
};

export type PayEntry = {
  readonly __typename?: 'PayEntry';
  /** protocol/scheme */
  readonly via: Scalars['String']['output'];
  /** CAIP-19 */
  readonly asset: Scalars['String']['output'];
  /** As the seller signed them; of an unsigned price as they are known here, and 0 where they are not. */
  readonly decimals: Scalars['Int']['output'];
  readonly currency: Scalars['String']['output'];
  readonly payTo: Scalars['String']['output'];
  /** Null: an unsigned price may not say. */
  readonly ttlSeconds: Maybe<Scalars['Int']['output']>;
  readonly fee: Maybe<Scalars['Decimal']['output']>;
  readonly escrow: Maybe<Scalars['JSON']['output']>;
  readonly extra: Maybe<Scalars['JSON']['output']>;
};

export type Announcement = {
  readonly __typename?: 'Announcement';
  readonly carrier: AnnouncementCarrier;
  /** The board, DID or agent that carries it. */
  readonly place: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly announcer: Maybe<Scalars['String']['output']>;
  /** Whether it still stands at the moment asked for. */
  readonly stands: Scalars['Boolean']['output'];
  readonly announcedAt: Origin;
};

export type AnnouncementCarrier =
  | 'BOARD'
  | 'DID'
  | 'AGENT';

/** What a tag is about. Only QUALITY and AVAILABILITY enter trust; the others are shown. */
export type Facet =
  | 'QUALITY'
  | 'AVAILABILITY'
  | 'PERFORMANCE'
  | 'ECONOMICS'
  | 'IDENTITY';

/** Why a feedback does not enter trust, whoever gave it. */
export type FeedbackIgnored =
  /** The table of tags does not know the tag. */
  | 'UNKNOWN_TAG'
  /** The tag does not admit the value. */
  | 'OUT_OF_RANGE'
  /** The tag is a criterion or a claim, not a matter of trust. */
  | 'NOT_OF_TRUST';

export type TagSummaryConnection = {
  readonly __typename?: 'TagSummaryConnection';
  readonly edges: ReadonlyArray<TagSummaryEdge>;
  readonly nodes: ReadonlyArray<TagSummary>;
  readonly pageInfo: PageInfo;
};

export type TagSummaryEdge = {
  readonly __typename?: 'TagSummaryEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: TagSummary;
};

/** The values under one first tag. Those of more than 18 decimals, which no registry admits, are not among them. */
export type TagSummary = {
  readonly __typename?: 'TagSummary';
  /** Exactly as it was given. Null: its registry has put other words in the place of those. */
  readonly tag: Maybe<Scalars['String']['output']>;
  /** A unit of measure (UCUM) or a currency; null where the table of tags names none. */
  readonly unit: Maybe<Scalars['String']['output']>;
  /** Null where the table of tags does not know the tag, or only together with a second one. */
  readonly facet: Maybe<Facet>;
  readonly count: Scalars['Int']['output'];
  readonly sum: Scalars['Decimal']['output'];
  /** Exact where its decimals end within 120 places, else to 18 places toward zero. */
  readonly mean: Scalars['Decimal']['output'];
};

export type OpinionConnection = {
  readonly __typename?: 'OpinionConnection';
  readonly edges: ReadonlyArray<OpinionEdge>;
  readonly nodes: ReadonlyArray<Opinion>;
  readonly pageInfo: PageInfo;
};

export type OpinionEdge = {
  readonly __typename?: 'OpinionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Opinion;
};

/** All that one reviewer's feedback says of one facet of an agent, as long as the agent has the same owner. */
export type Opinion = {
  readonly __typename?: 'Opinion';
  readonly clientAddress: Scalars['String']['output'];
  readonly facet: Facet;
  /** How often the agent had been sold when it was given. */
  readonly sales: Scalars['Int']['output'];
  /** The mean of its feedback by eighths, parts per million, rounded down. */
  readonly quality: Scalars['Int']['output'];
  /** How many feedbacks count. */
  readonly feedbackCount: Scalars['Int']['output'];
  /** How many of these were criticism, revoked late, and count a quarter. */
  readonly lateCount: Scalars['Int']['output'];
  /** How many revocations there were, those before the opinion last began to stand included. */
  readonly revokedCount: Scalars['Int']['output'];
  /** The UTC day of the latest feedback. */
  readonly day: Scalars['DateTime']['output'];
};

export type PaymentFilter = {
  /** To or from the operator of this agent. */
  readonly agent?: InputMaybe<Scalars['ID']['input']>;
  /** To or from this operator. */
  readonly operator?: InputMaybe<Scalars['String']['input']>;
  readonly payer?: InputMaybe<Scalars['String']['input']>;
  readonly payee?: InputMaybe<Scalars['String']['input']>;
  /** CAIP-19 */
  readonly asset?: InputMaybe<Scalars['String']['input']>;
  /** Whether payments of an operator to itself are shown, or hidden. Only together with agent or operator. */
  readonly self?: InputMaybe<Scalars['Boolean']['input']>;
};

export type PaymentConnection = {
  readonly __typename?: 'PaymentConnection';
  readonly edges: ReadonlyArray<PaymentEdge>;
  readonly nodes: ReadonlyArray<Payment>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type PaymentEdge = {
  readonly __typename?: 'PaymentEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Payment;
};

export type Payment = {
  readonly __typename?: 'Payment';
  readonly amount: AssetAmount;
  readonly payer: Scalars['String']['output'];
  readonly payee: Scalars['String']['output'];
  /** Whose account the payer was then, else who had said to be paid there. Null: nobody's. */
  readonly payerOperator: Maybe<Scalars['String']['output']>;
  readonly payeeOperator: Maybe<Scalars['String']['output']>;
  /** The payer was provably an account of whom it paid. It counts for nothing. */
  readonly selfPayment: Scalars['Boolean']['output'];
  readonly settlement: PaymentSettlement;
  /** Of the EIP-3009 authorization. */
  readonly nonce: Maybe<Scalars['String']['output']>;
  readonly origin: Origin;
};

export type PaymentSettlement =
  | 'TRANSFER'
  /** The payer signed, and anybody brought the signature (EIP-3009), as x402 settles. */
  | 'EIP3009';

/** So much of an asset. Every amount is exact. */
export type AssetAmount = {
  readonly __typename?: 'AssetAmount';
  /** CAIP-19 */
  readonly asset: Scalars['String']['output'];
  readonly symbol: Maybe<Scalars['String']['output']>;
  /** In the smallest unit. */
  readonly atomic: Scalars['BigInt']['output'];
  /** Null: the decimals of the asset are not known here. */
  readonly amount: Maybe<Scalars['Decimal']['output']>;
};

export type PaymentSummary = {
  readonly __typename?: 'PaymentSummary';
  /** Null: the registration of the agent was not seen. */
  readonly operator: Maybe<Scalars['String']['output']>;
  /** The last 1, 7, 30 and 90 UTC days of block time, that of the moment asked for included, and all. */
  readonly windows: ReadonlyArray<PaymentWindow>;
  /** Payments between accounts of the operator, which are in no sum. */
  readonly selfPayments: Scalars['Int']['output'];
  /** Operators that pay each other in a ring with this one, in the order of payment, this one first. Up to three of them, at most 100. */
  readonly circular: ReadonlyArray<ReadonlyArray<Scalars['String']['output']>>;
  readonly flags: ReadonlyArray<PaymentFlag>;
};

export type PaymentFlag =
  /** At least half of what was paid in some asset went back to, or came from the operator in the first place. */
  | 'WASH_PAYMENTS'
  /** There are rings. */
  | 'CIRCULAR_PAYMENTS'
  /** The agent was sold: this is the custom of who registered it. */
  | 'SOLD';

export type PaymentWindow = {
  readonly __typename?: 'PaymentWindow';
  /** Null: all. */
  readonly days: Maybe<Scalars['Int']['output']>;
  readonly assets: ReadonlyArray<AssetCustom>;
};

export type AssetCustom = {
  readonly __typename?: 'AssetCustom';
  readonly volume: AssetAmount;
  /** What the same payers were paid by the operator, at most what they had paid. */
  readonly returned: AssetAmount;
  readonly count: Scalars['Int']['output'];
  /** How many addresses paid. They cost nothing: it says little. */
  readonly payers: Scalars['Int']['output'];
};

/** An address and what it was to an agent. Only PROVEN ones agreed to it: anybody may name the address of another. */
export type AgentAddress = {
  readonly __typename?: 'AgentAddress';
  readonly address: Scalars['String']['output'];
  readonly roles: ReadonlyArray<AddressRole>;
  readonly proven: Scalars['Boolean']['output'];
  /** The event that first said so. */
  readonly since: Origin;
};

export type AddressRole =
  /** Of the DID, when it and the agent named each other. */
  | 'CONTROLLER'
  /** Approved (ERC-721), for the agent or for all of its owner. */
  | 'OPERATOR'
  | 'OWNER'
  /** Said to be paid at, by an offer on chain. */
  | 'PAY_TO'
  | 'REGISTRANT'
  /** Signed to be the agentWallet. */
  | 'WALLET';

export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Hands a signed offer, or its withdrawal, to this node. It is checked as a fetched one is and kept for good in a log; it
   * then holds as an offer announced on chain does, from the heads it was checked against, and the highest sequence number
   * rules whoever carried it. A refusal has its own code: bad_input, too_large, closed, too_fast, no_presence, too_many, full,
   * busy.
   */
  readonly publishOffer: Publication;
};


export type MutationPublishOfferArgs = {
  token: Scalars['String']['input'];
};

/** An offer in the log of this node. */
export type Publication = {
  readonly __typename?: 'Publication';
  /** Its place in the log. */
  readonly number: Scalars['BigInt']['output'];
  readonly offer: Scalars['ID']['output'];
  readonly subject: Scalars['ID']['output'];
  readonly receivedAt: Scalars['DateTime']['output'];
  /** False: it was in the log already, under this number. */
  readonly isNew: Scalars['Boolean']['output'];
};

export type SubmissionConnection = {
  readonly __typename?: 'SubmissionConnection';
  readonly edges: ReadonlyArray<SubmissionEdge>;
  readonly nodes: ReadonlyArray<Submission>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type SubmissionEdge = {
  readonly __typename?: 'SubmissionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Submission;
};

export type Submission = {
  readonly __typename?: 'Submission';
  /** 1, 2, 3, ... without holes. */
  readonly number: Scalars['BigInt']['output'];
  /** Offer id. */
  readonly offer: Scalars['ID']['output'];
  readonly subject: Scalars['ID']['output'];
  /** The DID that promises. */
  readonly issuer: Scalars['ID']['output'];
  /** The token itself, to be verified without us. */
  readonly token: Scalars['String']['output'];
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What it was checked against. Of a block that has left its chain the height and the time still say when that was. */
  readonly heads: ReadonlyArray<Head>;
};

export type OfferValidation = {
  readonly __typename?: 'OfferValidation';
  /**
   * ok, or why the offer would not do what it says: a verdict of the token itself (malformed, schema, bad_signature,
   * key_unknown, ...), or expired, key_ended, superseded, equivocated.
   */
  readonly verdict: Scalars['String']['output'];
  readonly reason: Maybe<Scalars['String']['output']>;
  readonly hint: Maybe<Scalars['String']['output']>;
  /** Null where the token does not verify. */
  readonly offer: Maybe<Scalars['ID']['output']>;
  readonly subject: Maybe<Scalars['ID']['output']>;
  /** What rules the subject at the moment asked for. */
  readonly ruling: Maybe<Offer>;
  /** What would become of the offer; null: it would never count. */
  readonly wouldBe: Maybe<OfferStatus>;
  /** Why `publishOffer` would refuse it now; null: it would not. */
  readonly refusal: Maybe<Refusal>;
};

export type Refusal = {
  readonly __typename?: 'Refusal';
  readonly code: Scalars['String']['output'];
  readonly message: Scalars['String']['output'];
  readonly hint: Maybe<Scalars['String']['output']>;
};

/** At least one of these; all that are given must hold. */
export type ListingFilter = {
  /** The DID that promises, as far as that is known: by the token, the carrier, who announced it, or the subject. */
  readonly issuer?: InputMaybe<Scalars['ID']['input']>;
  readonly subject?: InputMaybe<Scalars['ID']['input']>;
  /** Offer id: announced, or found behind the URI. */
  readonly offer?: InputMaybe<Scalars['ID']['input']>;
  /** The board, DID or agent that carries the announcement. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
  /** The address that paid for it. */
  readonly announcer?: InputMaybe<Scalars['String']['input']>;
};

export type ListingConnection = {
  readonly __typename?: 'ListingConnection';
  readonly edges: ReadonlyArray<ListingEdge>;
  readonly nodes: ReadonlyArray<Listing>;
  readonly pageInfo: PageInfo;
  readonly _meta: Meta;
};

export type ListingEdge = {
  readonly __typename?: 'ListingEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Listing;
};

/** One announcement or submission, and what became of it. */
export type Listing = {
  readonly __typename?: 'Listing';
  readonly carrier: ListingCarrier;
  /** The board, DID or agent; null: this node. */
  readonly place: Maybe<Scalars['String']['output']>;
  readonly uri: Scalars['String']['output'];
  readonly announcer: Maybe<Scalars['String']['output']>;
  /** Null for a submission. */
  readonly announcedAt: Maybe<Origin>;
  /** Null for an announcement. */
  readonly submittedAt: Maybe<Scalars['DateTime']['output']>;
  /** How far the offer has come. */
  readonly stage: ListingStage;
  /**
   * Why it came no further, or what is wrong with this announcement of an offer in force. Null: nothing.
   * waiting, a verdict on the document (unreachable, too-large, hash-mismatch, malformed, bad_signature, key_unknown, ...),
   * wrong_offer, unpinned, superseded, scheduled, expired, withdrawn, equivocated, key_ended, ended.
   */
  readonly code: Maybe<Scalars['String']['output']>;
  readonly reason: Maybe<Scalars['String']['output']>;
  /** What the provider can do. */
  readonly hint: Maybe<Scalars['String']['output']>;
  /** The offer that was announced or, where only a URI was, the one behind it. */
  readonly offer: Maybe<Scalars['ID']['output']>;
  readonly subject: Maybe<Scalars['ID']['output']>;
  /** The offer that the URI served when it was last fetched; null: none. */
  readonly serves: Maybe<Scalars['ID']['output']>;
  readonly document: Document;
};

export type ListingStage =
  /** Nothing was fetched yet, or nothing was to be had. */
  | 'ANNOUNCED'
  /** There is a document, but not the offer that was announced. */
  | 'FETCHED'
  /** The offer is authentic. */
  | 'VERIFIED'
  /** It rules its subject. A withdrawal does so for good. */
  | 'IN_FORCE';

export type ListingCarrier =
  | 'BOARD'
  | 'DID'
  | 'AGENT'
  /** This node: a submission. */
  | 'NODE';

export type DidProfile =
  /**
   * As ETHR, without its dangers: a revocation holds at its own block, bytes that are no public key are none, and what an
   * earlier owner left behind signs nothing.
   */
  | 'STRICT'
  /** To the byte what ethr-did-resolver 14.1.2 answers, at the time of the newest indexed block in place of a local clock. */
  | 'ETHR';

export type DidResolution = {
  readonly __typename?: 'DidResolution';
  /** Null where there is an error. */
  readonly didDocument: Maybe<Scalars['JSON']['output']>;
  readonly didDocumentMetadata: Scalars['JSON']['output'];
  readonly didResolutionMetadata: Scalars['JSON']['output'];
  readonly _meta: Meta;
};

export type TrustBasis =
  /** All credit counts. */
  | 'GLOBAL'
  /** The largest source of a reviewer's credit counts only as far as its other sources match it. */
  | 'STRICT';

/** Money in millionths of a US dollar, the rest in parts per million; what is not named stays as in the policy. */
export type TrustParametersInput = {
  /** Days, 7 to 365. */
  readonly halfLife?: InputMaybe<Scalars['Int']['input']>;
  readonly creditMax?: InputMaybe<Scalars['BigInt']['input']>;
  readonly perOperatorMax?: InputMaybe<Scalars['BigInt']['input']>;
  readonly transitivity?: InputMaybe<Scalars['BigInt']['input']>;
  readonly seedMax?: InputMaybe<Scalars['BigInt']['input']>;
  readonly gate?: InputMaybe<Scalars['BigInt']['input']>;
  readonly fullBacking?: InputMaybe<Scalars['BigInt']['input']>;
  /** Agents. */
  readonly agentsMax?: InputMaybe<Scalars['BigInt']['input']>;
  readonly prior?: InputMaybe<Scalars['BigInt']['input']>;
  readonly priorMean?: InputMaybe<Scalars['BigInt']['input']>;
  readonly priorVariance?: InputMaybe<Scalars['BigInt']['input']>;
  readonly z?: InputMaybe<Scalars['BigInt']['input']>;
  readonly perRater?: InputMaybe<Scalars['BigInt']['input']>;
  readonly saturation?: InputMaybe<Scalars['BigInt']['input']>;
  /** Times. */
  readonly badTimes?: InputMaybe<Scalars['BigInt']['input']>;
  readonly badBelow?: InputMaybe<Scalars['BigInt']['input']>;
  /** Agents; 0: never divided. */
  readonly badAgentsMax?: InputMaybe<Scalars['BigInt']['input']>;
  /** Times. */
  readonly badPerPaid?: InputMaybe<Scalars['BigInt']['input']>;
};

/**
 * A score of Payment-Backed Trust: of each facet the mean of the contributions and the prior by their `grown`, and its
 * bounds. Whoever adds the lines up comes to the same numbers. Parts per million where nothing else is said.
 */
export type TrustScore = {
  readonly __typename?: 'TrustScore';
  /** Of the parameters, seeds, assets and validators. Equal ids mean equal scores. */
  readonly policyId: Scalars['String']['output'];
  /** The last block that it is of, and its UTC day. */
  readonly head: Head;
  readonly day: Scalars['DateTime']['output'];
  readonly basis: TrustBasis;
  /** Whether it is an answer to `whatIf`. */
  readonly hypothetical: Scalars['Boolean']['output'];
  /** keccak-256 of the sorted excluded reviewers, joined by line feeds; null: none. */
  readonly exclusions: Maybe<Scalars['String']['output']>;
  /** The lower bound: what quotes are held to. A bad availability lowers it. */
  readonly lower: Scalars['Int']['output'];
  readonly mean: Scalars['Int']['output'];
  readonly upper: Scalars['Int']['output'];
  /** The weight of all that was said of its quality, in millionths of a US dollar of today. */
  readonly creditMicroUsd: Scalars['BigInt']['output'];
  /** What an attacker without a captured seed must have spent for good to forge what speaks for it, millionths of a US dollar. */
  readonly forgeCostMicroUsd: Scalars['BigInt']['output'];
  /** How many equal reviewers would say as much, the prior being one. */
  readonly effectiveRaters: Scalars['Int']['output'];
  /** How many units of `grown` a millionth of a US dollar of today is. */
  readonly scale: Scalars['BigInt']['output'];
  readonly facets: ReadonlyArray<FacetScore>;
  readonly evidence: TrustEvidence;
  readonly flags: ReadonlyArray<TrustFlag>;
  /** What the score is the sum of, the greatest share first (as of the beginning of the day, where the agent was sold since). */
  readonly contributions: ContributionConnection;
  /** Opinions that have no effect, and why. A page may be short and have a next one: each looks at 2,000 opinions at most. */
  readonly ignored: IgnoredOpinionConnection;
};


/**
 * A score of Payment-Backed Trust: of each facet the mean of the contributions and the prior by their `grown`, and its
 * bounds. Whoever adds the lines up comes to the same numbers. Parts per million where nothing else is said.
 */
export type TrustScoreContributionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * A score of Payment-Backed Trust: of each facet the mean of the contributions and the prior by their `grown`, and its
 * bounds. Whoever adds the lines up comes to the same numbers. Parts per million where nothing else is said.
 */
export type TrustScoreIgnoredArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type FacetScore = {
  readonly __typename?: 'FacetScore';
  /** QUALITY or AVAILABILITY. */
  readonly facet: Facet;
  readonly lower: Scalars['Int']['output'];
  readonly mean: Scalars['Int']['output'];
  readonly upper: Scalars['Int']['output'];
  readonly creditMicroUsd: Scalars['BigInt']['output'];
  readonly effectiveRaters: Scalars['Int']['output'];
  /** Opinions with a weight. */
  readonly opinions: Scalars['Int']['output'];
  /** Answers of listed validators. */
  readonly validations: Scalars['Int']['output'];
  readonly prior: TrustPrior;
};

/** What is believed of an agent before anything is said of it: one line of the sum. */
export type TrustPrior = {
  readonly __typename?: 'TrustPrior';
  readonly weightMicroUsd: Scalars['BigInt']['output'];
  readonly mean: Scalars['Int']['output'];
  readonly variance: Scalars['BigInt']['output'];
  readonly grown: Scalars['BigInt']['output'];
  readonly share: Scalars['Int']['output'];
  /** The credit behind what was said of the other agents of its operator: it may lower the mean and adds to the weight. */
  readonly siblingsMicroUsd: Scalars['BigInt']['output'];
};

export type TrustEvidence = {
  readonly __typename?: 'TrustEvidence';
  readonly feedback: Scalars['Int']['output'];
  readonly revoked: Scalars['Int']['output'];
  /** Opinions with a weight. */
  readonly credited: Scalars['Int']['output'];
  readonly uncredited: Uncredited;
  /** Of the first 10,000 opinions by id. Without those that count. */
  readonly ignored: ReadonlyArray<IgnoredCount>;
  /** Whether these were all. */
  readonly complete: Scalars['Boolean']['output'];
  /** Who has paid the operator within the window of the policy, and what it kept of it. */
  readonly payers: Scalars['Int']['output'];
  readonly netMicroUsd: Scalars['BigInt']['output'];
  readonly validations: Scalars['Int']['output'];
};

/** Opinions that stand and have no weight: they never touch the score. */
export type Uncredited = {
  readonly __typename?: 'Uncredited';
  readonly count: Scalars['Int']['output'];
  /** Null: there are none. */
  readonly meanQuality: Maybe<Scalars['Int']['output']>;
};

export type IgnoredCount = {
  readonly __typename?: 'IgnoredCount';
  readonly reason: IgnoredReason;
  readonly count: Scalars['Int']['output'];
};

export type IgnoredReason =
  /** All of it was revoked. */
  | 'TAKEN_BACK'
  /** The agent was not registered when it was given. */
  | 'UNKNOWN_AGENT'
  /** The question leaves its reviewer out. */
  | 'EXCLUDED'
  /** Its reviewer is, or praises what it is bound to. */
  | 'SELF'
  /** Its reviewer has paid nobody whose custom is believed in. */
  | 'NO_CREDIT'
  /** The only credit of its reviewer comes from the operator that it speaks of. */
  | 'NO_CREDIT_ELSEWHERE'
  /** Its reviewer has paid the operator nothing that was kept. */
  | 'NOT_PAID'
  /** Its weight is less than a millionth of a US dollar. */
  | 'TOO_LITTLE';

export type TrustFlag =
  /** Nobody with credit has spoken of it: all of the score is the prior. */
  | 'NO_CREDITED_EVIDENCE'
  /** Less than five dollars of credit, or less than three effective reviewers. */
  | 'THIN'
  /** Ten times as many opinions without weight as with, and their means differ by 0.3 or more. */
  | 'UNCREDITED_FLOOD'
  /** Half of what the operator took within the window, or more, it sent back. */
  | 'WASH_PAYMENTS'
  /** Everyone who speaks of it has credit from one operator alone. */
  | 'SINGLE_SOURCE'
  /** It was sold within thirty days. */
  | 'RECENT_TRANSFER'
  /** What was said in its favour before it was sold counts less. */
  | 'TENURE_DISCOUNT'
  /** Criticism was revoked after it had stood. */
  | 'REVOKED_NEGATIVES'
  /** A reviewer with credit has given stars three times and more, and never more than five of a hundred: another scale. */
  | 'SUSPECT_SCALE'
  /** Some speak of themselves. */
  | 'SELF_EXCLUDED'
  /** A reviewer and the operator speak of each other. */
  | 'RECIPROCAL'
  /** The other agents of its operator do worse than anybody is expected to. */
  | 'SIBLING_BAD'
  /** Nobody with credit has spoken of it for a half-life. */
  | 'DORMANT'
  /** Those with credit disagree. */
  | 'POLARISED'
  /** A validator that the policy does not list has answered. */
  | 'UNLISTED_VALIDATOR';

export type ContributionConnection = {
  readonly __typename?: 'ContributionConnection';
  readonly edges: ReadonlyArray<ContributionEdge>;
  readonly nodes: ReadonlyArray<Contribution>;
  readonly pageInfo: PageInfo;
};

export type ContributionEdge = {
  readonly __typename?: 'ContributionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Contribution;
};

/** A line of the sum: what one reviewer or validator says of one facet under one owner. */
export type Contribution = {
  readonly __typename?: 'Contribution';
  readonly kind: ContributionKind;
  /** The reviewer or validator. */
  readonly rater: Scalars['String']['output'];
  readonly facet: Facet;
  /** As it was said. */
  readonly quality: Scalars['Int']['output'];
  /** As it counts: above the saturation all is as good as any. */
  readonly counted: Scalars['Int']['output'];
  /** Of the latest feedback, or of the answer. */
  readonly day: Scalars['DateTime']['output'];
  /** How often the agent was sold since. */
  readonly sales: Scalars['Int']['output'];
  /** In millionths of a US dollar of its day. */
  readonly weightMicroUsd: Scalars['BigInt']['output'];
  /** The weight by the growth of its day, quartered for each sale since unless it speaks against the agent. */
  readonly grown: Scalars['BigInt']['output'];
  /** Of all that its facet is the sum of, the prior included. */
  readonly share: Scalars['Int']['output'];
  /** How the weight comes about: what is left of it after each factor. None for a validator. */
  readonly factors: ReadonlyArray<WeightFactor>;
  readonly creditSources: ReadonlyArray<CreditSource>;
  readonly feedbackCount: Scalars['Int']['output'];
  /** The newest of it, at most 20. */
  readonly feedback: ReadonlyArray<Feedback>;
  /** What the reviewer has paid the operator within the window and not got back. */
  readonly paidMicroUsd: Scalars['BigInt']['output'];
  /** The newest of these payments, at most 20. */
  readonly payments: ReadonlyArray<Payment>;
  readonly validation: Maybe<ValidationResponse>;
};

export type ContributionKind =
  | 'FEEDBACK'
  | 'VALIDATION';

export type WeightFactor = {
  readonly __typename?: 'WeightFactor';
  readonly name: WeightFactorName;
  readonly weightMicroUsd: Scalars['BigInt']['output'];
};

export type WeightFactorName =
  | 'CREDIT'
  | 'BACKING'
  | 'DILUTION'
  | 'BAD'
  | 'BAD_SHARED'
  | 'BAD_LIMIT'
  | 'REVOKER'
  | 'VAGUE_OR_REVOKED'
  | 'MUTUAL';

/** Where the credit of a reviewer comes from; at most 100, the greatest first. That of the operator spoken of does not count. */
export type CreditSource = {
  readonly __typename?: 'CreditSource';
  readonly operator: Scalars['String']['output'];
  /** 1: spent at a seed. 2: at an operator that customers of seeds pay and speak well of. */
  readonly level: Scalars['Int']['output'];
  readonly microUsd: Scalars['BigInt']['output'];
};

export type IgnoredOpinionConnection = {
  readonly __typename?: 'IgnoredOpinionConnection';
  readonly edges: ReadonlyArray<IgnoredOpinionEdge>;
  readonly nodes: ReadonlyArray<IgnoredOpinion>;
  readonly pageInfo: PageInfo;
};

export type IgnoredOpinionEdge = {
  readonly __typename?: 'IgnoredOpinionEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: IgnoredOpinion;
};

export type IgnoredOpinion = {
  readonly __typename?: 'IgnoredOpinion';
  readonly rater: Scalars['String']['output'];
  readonly facet: Facet;
  /** Null: nothing of it stands. */
  readonly quality: Maybe<Scalars['Int']['output']>;
  readonly day: Scalars['DateTime']['output'];
  readonly reason: IgnoredReason;
  /** The newest of it, at most 20. */
  readonly feedback: ReadonlyArray<Feedback>;
};

export type ScorePeriodConnection = {
  readonly __typename?: 'ScorePeriodConnection';
  readonly edges: ReadonlyArray<ScorePeriodEdge>;
  readonly nodes: ReadonlyArray<ScorePeriod>;
  readonly pageInfo: PageInfo;
};

export type ScorePeriodEdge = {
  readonly __typename?: 'ScorePeriodEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ScorePeriod;
};

/** From one block on a score was the same. */
export type ScorePeriod = {
  readonly __typename?: 'ScorePeriod';
  readonly from: Scalars['DateTime']['output'];
  /** Null: it still held at the end of the range, or of the page. */
  readonly to: Maybe<Scalars['DateTime']['output']>;
  /** As of the first block of the period. */
  readonly score: TrustScore;
  /** None: it held already when the range began. */
  readonly opened: ReadonlyArray<ScoreEvent>;
};

export type ScoreEvent = {
  readonly __typename?: 'ScoreEvent';
  readonly kind: ScoreEventKind;
  /** Null: only time passed. */
  readonly origin: Maybe<Origin>;
};

export type ScoreEventKind =
  /** A day began: credit, payments and ages are looked at anew. */
  | 'DAY'
  | 'REGISTRATION'
  | 'FEEDBACK'
  | 'REVOCATION'
  | 'SALE'
  | 'VALIDATION';

export type ScoreChangeConnection = {
  readonly __typename?: 'ScoreChangeConnection';
  readonly edges: ReadonlyArray<ScoreChangeEdge>;
  readonly nodes: ReadonlyArray<ScoreChange>;
  readonly pageInfo: PageInfo;
};

export type ScoreChangeEdge = {
  readonly __typename?: 'ScoreChangeEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: ScoreChange;
};

export type ScoreChange = {
  readonly __typename?: 'ScoreChange';
  readonly agent: Scalars['ID']['output'];
  /** The lower bounds. Null: the agent was not registered. */
  readonly before: Maybe<Scalars['Int']['output']>;
  readonly after: Maybe<Scalars['Int']['output']>;
  /** Null: nobody with credit had spoken of it. */
  readonly rankBefore: Maybe<Scalars['Int']['output']>;
  readonly rankAfter: Maybe<Scalars['Int']['output']>;
  readonly causes: ReadonlyArray<ScoreCause>;
};

export type ScoreCause = {
  readonly __typename?: 'ScoreCause';
  readonly kind: ScoreCauseKind;
  /** The reviewers whose part of the sum it changed, at most 100, or how many sales. */
  readonly raters: ReadonlyArray<Scalars['String']['output']>;
};

export type ScoreCauseKind =
  /** Reviewers with credit have said more, or revoked. */
  | 'FEEDBACK'
  /** The weight of what reviewers had said has grown. */
  | 'CREDIT_GAINED'
  | 'CREDIT_LOST'
  | 'SALE'
  | 'VALIDATION'
  /** Nothing but time, or what was said of the operator's other agents. */
  | 'DECAY';

/**
 * Streams of events over SSE: ask with `accept: text/event-stream`, one subscription a connection (the distinct connections
 * mode of GraphQL over SSE). A client that reads slowly is told the newest state, not every state between.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /** The newest heads: those of every chain at once, then each chain's when it has moved. */
  readonly heads: HeadsEvent;
  /**
   * Who does this job for the least money in total, at once and whenever that changes: another offer, another price, another
   * way to pay. A rate or a gas price that only moves the landed cost counts, unless it moves it by less than minChange.
   */
  readonly standingQuote: StandingQuote;
};


/**
 * Streams of events over SSE: ask with `accept: text/event-stream`, one subscription a connection (the distinct connections
 * mode of GraphQL over SSE). A client that reads slowly is told the newest state, not every state between.
 */
export type SubscriptionStandingQuoteArgs = {
  job: Job;
  policy?: InputMaybe<Policy>;
  minChange?: InputMaybe<Scalars['Decimal']['input']>;
};

export type HeadsEvent = {
  readonly __typename?: 'HeadsEvent';
  /** The heads of the chains that moved. */
  readonly heads: ReadonlyArray<Head>;
  /** Heads that were told of and have left their chain since. */
  readonly reverted: ReadonlyArray<Head>;
};

/** The winner at the newest heads, told because it is not what was told before. */
export type StandingQuote = {
  readonly __typename?: 'StandingQuote';
  readonly kind: StandingKind;
  /** The winner; null where nothing passes. */
  readonly quote: Maybe<Quote>;
  /** What was told before; null where that was nothing. */
  readonly previous: Maybe<PreviousQuote>;
  /**
   * What lies between this moment and the one before and concerns the former winner or the present one, at most 20.
   * Empty in the first event.
   */
  readonly cause: ReadonlyArray<Cause>;
  /** The heads that the event before rested on and that have left their chain. */
  readonly reverted: ReadonlyArray<Head>;
  /** Everything beside the offer that the quote was computed from. */
  readonly inputs: QuoteInputs;
  readonly _meta: Meta;
};

export type StandingKind =
  /** The present answer, told at once. */
  | 'FIRST'
  | 'CHANGED'
  /** Nothing passes any more. */
  | 'GONE'
  /**
   * The event before rested on blocks that have left their chain, and this is what holds now. An answer that a reorg leaves
   * as it was is not told again: it then rests on the blocks that took their place.
   */
  | 'REVERTED';

export type PreviousQuote = {
  readonly __typename?: 'PreviousQuote';
  /** The offer id. */
  readonly offer: Scalars['ID']['output'];
  readonly subject: Scalars['ID']['output'];
  readonly landed: Money;
  /** protocol/scheme */
  readonly rail: Scalars['String']['output'];
};

export type Cause = {
  readonly __typename?: 'Cause';
  readonly kind: CauseKind;
  /** What it was about: the subject of an offer, the DID of an issuer, the two sides of a feed, an asset, or a chain. */
  readonly about: Scalars['String']['output'];
  /** CAIP-2; null where only time passed. */
  readonly chain: Maybe<Scalars['String']['output']>;
  /** Null where only time passed. */
  readonly block: Maybe<Scalars['BigInt']['output']>;
  /** The event; null where there is none. */
  readonly origin: Maybe<Origin>;
};

export type CauseKind =
  /**
   * An announcement: of an offer, of a newer one under the same subject, of its withdrawal, or the end of an announcement.
   * A document may be read later than it is announced: the block may be an older one.
   */
  | 'OFFER'
  /** A round of a feed that prices the asset or the gas. */
  | 'RATE'
  /** An event of the issuer's identity: its owner or its keys. */
  | 'KEY'
  /** Time passed: an offer began. */
  | 'START'
  /** Time passed: an offer, its announcement, its key or a rate came to its end. */
  | 'EXPIRY'
  /** The base fee of the head is not what it was. */
  | 'GAS'
  /** The trust in who offers is not what it was: for the event, or, where there is none, because a day has begun with the block. */
  | 'TRUST'
  /** The block has left its chain. */
  | 'REORG';

export type Reputation = {
  readonly __typename?: 'Reputation';
  readonly agent: Scalars['ID']['output'];
  /**
   * Parts per million: the lower bound on the basis that the trust policy of the node names (`trust`). Null: the node has
   * no policy. Unknown is never good.
   */
  readonly score: Maybe<Scalars['Int']['output']>;
  readonly feedbackCount: Scalars['Int']['output'];
  readonly revokedCount: Scalars['Int']['output'];
  /** How many accounts gave the feedback that stands. */
  readonly reviewerCount: Scalars['Int']['output'];
  readonly feedback: FeedbackConnection;
  readonly validations: ValidationConnection;
  /** The values of the feedback that stands by first tag, exactly, in a fixed order. */
  readonly byTag: TagSummaryConnection;
  /** What each reviewer says of each facet under each owner: however many feedbacks it gave, one opinion. By reviewer. */
  readonly opinions: OpinionConnection;
  /** What is to be expected of the agent. Null: the node has no trust policy. By default on the basis that the policy names. */
  readonly trust: Maybe<TrustScore>;
  /**
   * What the score would be without some reviewers, from the custom of other seeds, under other parameters. Nothing is
   * written, and the answer says that it is hypothetical. Null: the node has no trust policy.
   */
  readonly whatIf: Maybe<TrustScore>;
};


export type ReputationFeedbackArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ReputationValidationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ReputationByTagArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ReputationOpinionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type ReputationTrustArgs = {
  basis?: InputMaybe<TrustBasis>;
};


export type ReputationWhatIfArgs = {
  basis?: InputMaybe<TrustBasis>;
  excludeRaters?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  parameters?: InputMaybe<TrustParametersInput>;
  seeds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

export type FeedbackConnection = {
  readonly __typename?: 'FeedbackConnection';
  readonly edges: ReadonlyArray<FeedbackEdge>;
  readonly nodes: ReadonlyArray<Feedback>;
  readonly pageInfo: PageInfo;
};

export type FeedbackEdge = {
  readonly __typename?: 'FeedbackEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Feedback;
};

/** What one reviewer said on chain. What a value means depends on its tag: they are never added up across tags. */
export type Feedback = {
  readonly __typename?: 'Feedback';
  readonly id: Scalars['ID']['output'];
  readonly registry: Scalars['String']['output'];
  readonly clientAddress: Scalars['String']['output'];
  readonly index: Scalars['BigInt']['output'];
  /** value / 10^decimals, exactly. */
  readonly value: Scalars['Decimal']['output'];
  readonly rawValue: Scalars['BigInt']['output'];
  readonly decimals: Scalars['Int']['output'];
  readonly tag1: Scalars['String']['output'];
  readonly tag2: Scalars['String']['output'];
  readonly endpoint: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly hash: Scalars['String']['output'];
  readonly revoked: Scalars['Boolean']['output'];
  readonly givenAt: Origin;
  readonly revokedAt: Maybe<Origin>;
  readonly responses: ReadonlyArray<FeedbackResponse>;
  /** The file behind the URI. Null: none was given. It is shown and never scored: who wrote it can write another tomorrow. */
  readonly file: Maybe<FeedbackFile>;
  /** What it is about, by the table of tags (`trust-tags.v1.json`); null: the tag is not known. */
  readonly facet: Maybe<Facet>;
  /** The value by that table, parts per million; null where it is no measure of good and bad. */
  readonly quality: Maybe<Scalars['Int']['output']>;
  /** Why it does not enter trust; null: it may. */
  readonly ignored: Maybe<FeedbackIgnored>;
  /** Whether the value lay outside the range of its tag and was read as the end of it. */
  readonly clamped: Scalars['Boolean']['output'];
  /**
   * How much of its reviewer's opinion it is: 8; 4 where it has no tag. Revoked the same day or the next, or when it was
   * praise: 0. Criticism that was revoked later keeps a quarter.
   */
  readonly eighths: Scalars['Int']['output'];
};

export type FeedbackResponse = {
  readonly __typename?: 'FeedbackResponse';
  readonly responder: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly hash: Scalars['String']['output'];
  readonly givenAt: Origin;
};

export type ValidationConnection = {
  readonly __typename?: 'ValidationConnection';
  readonly edges: ReadonlyArray<ValidationEdge>;
  readonly nodes: ReadonlyArray<Validation>;
  readonly pageInfo: PageInfo;
};

export type ValidationEdge = {
  readonly __typename?: 'ValidationEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Validation;
};

export type Validation = {
  readonly __typename?: 'Validation';
  readonly id: Scalars['ID']['output'];
  readonly registry: Scalars['String']['output'];
  readonly validator: Scalars['String']['output'];
  readonly uri: Scalars['String']['output'];
  readonly requestHash: Scalars['String']['output'];
  readonly requestedAt: Origin;
  /** Every answer, in order. None: it is pending. 0 is an answer. */
  readonly responses: ReadonlyArray<ValidationResponse>;
};

export type ValidationResponse = {
  readonly __typename?: 'ValidationResponse';
  readonly response: Scalars['Int']['output'];
  readonly uri: Scalars['String']['output'];
  readonly hash: Scalars['String']['output'];
  readonly tag: Scalars['String']['output'];
  readonly givenAt: Origin;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  PickAnswer: ResolverTypeWrapper<PickParent>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ExclusionCount: ResolverTypeWrapper<ExclusionCount>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Explanation: ResolverTypeWrapper<Omit<Explanation, 'offer' | 'quote' | 'exclusion' | 'ahead' | 'inputs' | '_meta'> & { offer: ResolversTypes['Offer'], quote?: Maybe<ResolversTypes['Quote']>, exclusion?: Maybe<ResolversTypes['Exclusion']>, ahead: ReadonlyArray<ResolversTypes['Ahead']>, inputs: ResolversTypes['QuoteInputs'], _meta: ResolversTypes['Meta'] }>;
  Ahead: ResolverTypeWrapper<Omit<Ahead, 'quote'> & { quote: ResolversTypes['Quote'] }>;
  AheadBecause: AheadBecause;
  Change: ResolverTypeWrapper<Change>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ChangeKind: ChangeKind;
  Edit: ResolverTypeWrapper<Edit>;
  Comparison: ResolverTypeWrapper<Omit<Comparison, 'a' | 'b' | 'inputs' | '_meta'> & { a: ResolversTypes['Offer'], b: ResolversTypes['Offer'], inputs: ResolversTypes['QuoteInputs'], _meta: ResolversTypes['Meta'] }>;
  ComparisonSegment: ResolverTypeWrapper<ComparisonSegment>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ComparisonSide: ResolverTypeWrapper<ComparisonSide>;
  NearestConnection: ResolverTypeWrapper<Omit<NearestConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['NearestEdge']>, nodes: ReadonlyArray<ResolversTypes['NearOffer']>, _meta: ResolversTypes['Meta'] }>;
  NearestEdge: ResolverTypeWrapper<Omit<NearestEdge, 'node'> & { node: ResolversTypes['NearOffer'] }>;
  NearOffer: ResolverTypeWrapper<Omit<NearOffer, 'offer'> & { offer: ResolversTypes['Offer'] }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  AsOf: AsOf;
  HeadInput: HeadInput;
  Meta: ResolverTypeWrapper<Snapshot>;
  Head: ResolverTypeWrapper<Head>;
  Origin: ResolverTypeWrapper<OriginRef>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Status: ResolverTypeWrapper<Status>;
  ChainStatus: ResolverTypeWrapper<ChainStatus>;
  ChainState: ChainState;
  HeaderHashes: HeaderHashes;
  Coverage: ResolverTypeWrapper<Coverage>;
  CoverageReach: CoverageReach;
  CoverageGrade: CoverageGrade;
  DocumentStatus: ResolverTypeWrapper<DocumentStatus>;
  Document: ResolverTypeWrapper<DocumentRef>;
  CategoryFilter: CategoryFilter;
  CategoryConnection: ResolverTypeWrapper<Omit<CategoryConnection, '_meta'> & { _meta: ResolversTypes['Meta'] }>;
  CategoryEdge: ResolverTypeWrapper<CategoryEdge>;
  Category: ResolverTypeWrapper<Category>;
  CategoryMeter: ResolverTypeWrapper<CategoryMeter>;
  Commitment: ResolverTypeWrapper<Commitment>;
  Completeness: ResolverTypeWrapper<Completeness>;
  MissingRange: ResolverTypeWrapper<MissingRange>;
  UnverifiedContract: ResolverTypeWrapper<UnverifiedContract>;
  GapCount: ResolverTypeWrapper<GapCount>;
  Repair: ResolverTypeWrapper<Repair>;
  RepairState: RepairState;
  StateCheck: ResolverTypeWrapper<StateCheck>;
  StateCheckOutcome: StateCheckOutcome;
  Job: Job;
  Quantity: Quantity;
  Near: Near;
  SpecConstraint: SpecConstraint;
  Policy: Policy;
  Peg: Peg;
  QuoteConnection: ResolverTypeWrapper<Answer>;
  QuoteEdge: ResolverTypeWrapper<Omit<QuoteEdge, 'node'> & { node: ResolversTypes['Quote'] }>;
  Quote: ResolverTypeWrapper<QuoteParent>;
  Stream: ResolverTypeWrapper<Stream>;
  Money: ResolverTypeWrapper<Money>;
  ChargeLine: ResolverTypeWrapper<ChargeLine>;
  Settlement: ResolverTypeWrapper<Settlement>;
  QuoteInputs: ResolverTypeWrapper<Omit<QuoteInputs, 'rates'> & { rates: ReadonlyArray<ResolversTypes['RateInput']> }>;
  TrustPolicyInput: ResolverTypeWrapper<TrustPolicyInput>;
  PegInput: ResolverTypeWrapper<PegInput>;
  RateInput: ResolverTypeWrapper<Omit<RateInput, 'origin'> & { origin: ResolversTypes['Origin'] }>;
  GasInput: ResolverTypeWrapper<GasInput>;
  ExclusionConnection: ResolverTypeWrapper<Omit<ExclusionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ExclusionEdge']>, nodes: ReadonlyArray<ResolversTypes['Exclusion']> }>;
  ExclusionEdge: ResolverTypeWrapper<Omit<ExclusionEdge, 'node'> & { node: ResolversTypes['Exclusion'] }>;
  Exclusion: ResolverTypeWrapper<ExclusionParent>;
  ExclusionReason: ExclusionReason;
  ChangePage: ResolverTypeWrapper<ChangePage>;
  RowChange: ResolverTypeWrapper<RowChange>;
  RowChangeKind: RowChangeKind;
  DifferenceConnection: ResolverTypeWrapper<Omit<DifferenceConnection, 'from' | 'to'> & { from: ResolversTypes['Meta'], to: ResolversTypes['Meta'] }>;
  DifferenceEdge: ResolverTypeWrapper<DifferenceEdge>;
  Difference: ResolverTypeWrapper<Difference>;
  FeedbackFile: ResolverTypeWrapper<FeedbackFileParent>;
  FeedbackHash: FeedbackHash;
  ProofOfPayment: ResolverTypeWrapper<ProofParent>;
  ProofVerdict: ProofVerdict;
  PricePeriodConnection: ResolverTypeWrapper<Omit<PricePeriodConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['PricePeriodEdge']>, nodes: ReadonlyArray<ResolversTypes['PricePeriod']>, _meta: ResolversTypes['Meta'] }>;
  PricePeriodEdge: ResolverTypeWrapper<Omit<PricePeriodEdge, 'node'> & { node: ResolversTypes['PricePeriod'] }>;
  PricePeriod: ResolverTypeWrapper<Omit<PricePeriod, 'offer' | 'opened' | 'closed'> & { offer: ResolversTypes['Offer'], opened?: Maybe<ResolversTypes['HistoryEvent']>, closed?: Maybe<ResolversTypes['HistoryEvent']> }>;
  PricePeriodEnding: PricePeriodEnding;
  HistoryEvent: ResolverTypeWrapper<Omit<HistoryEvent, 'origin'> & { origin?: Maybe<ResolversTypes['Origin']> }>;
  HistoryEventKind: HistoryEventKind;
  CheapestPeriodConnection: ResolverTypeWrapper<Omit<CheapestPeriodConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['CheapestPeriodEdge']>, nodes: ReadonlyArray<ResolversTypes['CheapestPeriod']>, _meta: ResolversTypes['Meta'] }>;
  CheapestPeriodEdge: ResolverTypeWrapper<Omit<CheapestPeriodEdge, 'node'> & { node: ResolversTypes['CheapestPeriod'] }>;
  CheapestPeriod: ResolverTypeWrapper<Omit<CheapestPeriod, 'quote' | 'opened' | 'closed'> & { quote?: Maybe<ResolversTypes['Quote']>, opened: ReadonlyArray<ResolversTypes['HistoryEvent']>, closed: ReadonlyArray<ResolversTypes['HistoryEvent']> }>;
  IdentityFilter: IdentityFilter;
  IdentityOrder: IdentityOrder;
  IdentityConnection: ResolverTypeWrapper<Omit<IdentityConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['IdentityEdge']>, nodes: ReadonlyArray<ResolversTypes['Identity']>, _meta: ResolversTypes['Meta'] }>;
  IdentityEdge: ResolverTypeWrapper<Omit<IdentityEdge, 'node'> & { node: ResolversTypes['Identity'] }>;
  AgentFilter: AgentFilter;
  AgentOrder: AgentOrder;
  AgentConnection: ResolverTypeWrapper<Omit<AgentConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversTypes['Agent']>, _meta: ResolversTypes['Meta'] }>;
  AgentEdge: ResolverTypeWrapper<Omit<AgentEdge, 'node'> & { node: ResolversTypes['Agent'] }>;
  Agent: ResolverTypeWrapper<AgentParent>;
  WalletProvenance: WalletProvenance;
  AgentMetadata: ResolverTypeWrapper<AgentMetadataParent>;
  Registration: ResolverTypeWrapper<RegistrationParent>;
  Service: ResolverTypeWrapper<Service>;
  Identity: ResolverTypeWrapper<IdentityParent>;
  IdentityKey: ResolverTypeWrapper<IdentityEntryParent>;
  KeyCurve: KeyCurve;
  KeyPurpose: KeyPurpose;
  IdentityService: ResolverTypeWrapper<IdentityEntryParent>;
  Period: ResolverTypeWrapper<PeriodParent>;
  PeriodKind: PeriodKind;
  PeriodEnding: PeriodEnding;
  PeriodConnection: ResolverTypeWrapper<Omit<PeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PeriodEdge']>, nodes: ReadonlyArray<ResolversTypes['Period']> }>;
  PeriodEdge: ResolverTypeWrapper<Omit<PeriodEdge, 'node'> & { node: ResolversTypes['Period'] }>;
  UnsignedPriceFilter: UnsignedPriceFilter;
  UnsignedPriceConnection: ResolverTypeWrapper<Omit<UnsignedPriceConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['UnsignedPriceEdge']>, nodes: ReadonlyArray<ResolversTypes['UnsignedPrice']>, _meta: ResolversTypes['Meta'] }>;
  UnsignedPriceEdge: ResolverTypeWrapper<Omit<UnsignedPriceEdge, 'node'> & { node: ResolversTypes['UnsignedPrice'] }>;
  UnsignedPrice: ResolverTypeWrapper<UnsignedPriceParent>;
  UnsignedPriceStatus: UnsignedPriceStatus;
  PriceSource: ResolverTypeWrapper<Source>;
  PriceSourceKind: PriceSourceKind;
  Link: ResolverTypeWrapper<LinkParent>;
  LinkState: LinkState;
  LinkClaim: ResolverTypeWrapper<LinkClaimParent>;
  LinkSide: LinkSide;
  LinkCarrier: LinkCarrier;
  LinkStanding: LinkStanding;
  OfferFilter: OfferFilter;
  OfferOrder: OfferOrder;
  OfferConnection: ResolverTypeWrapper<Omit<OfferConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['OfferEdge']>, nodes: ReadonlyArray<ResolversTypes['Offer']>, _meta: ResolversTypes['Meta'] }>;
  OfferEdge: ResolverTypeWrapper<Omit<OfferEdge, 'node'> & { node: ResolversTypes['Offer'] }>;
  Offer: ResolverTypeWrapper<OfferParent>;
  OfferStatus: OfferStatus;
  OfferSource: OfferSource;
  OfferEndpoint: ResolverTypeWrapper<OfferEndpoint>;
  TariffLine: ResolverTypeWrapper<TariffLine>;
  Rate: ResolverTypeWrapper<Rate>;
  Price: ResolverTypeWrapper<Price>;
  PayEntry: ResolverTypeWrapper<PayEntry>;
  Announcement: ResolverTypeWrapper<AnnouncementParent>;
  AnnouncementCarrier: AnnouncementCarrier;
  Facet: Facet;
  FeedbackIgnored: FeedbackIgnored;
  TagSummaryConnection: ResolverTypeWrapper<Omit<TagSummaryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TagSummaryEdge']>, nodes: ReadonlyArray<ResolversTypes['TagSummary']> }>;
  TagSummaryEdge: ResolverTypeWrapper<Omit<TagSummaryEdge, 'node'> & { node: ResolversTypes['TagSummary'] }>;
  TagSummary: ResolverTypeWrapper<TagSummaryParent>;
  OpinionConnection: ResolverTypeWrapper<Omit<OpinionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OpinionEdge']>, nodes: ReadonlyArray<ResolversTypes['Opinion']> }>;
  OpinionEdge: ResolverTypeWrapper<Omit<OpinionEdge, 'node'> & { node: ResolversTypes['Opinion'] }>;
  Opinion: ResolverTypeWrapper<OpinionParent>;
  PaymentFilter: PaymentFilter;
  PaymentConnection: ResolverTypeWrapper<Omit<PaymentConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversTypes['Payment']>, _meta: ResolversTypes['Meta'] }>;
  PaymentEdge: ResolverTypeWrapper<Omit<PaymentEdge, 'node'> & { node: ResolversTypes['Payment'] }>;
  Payment: ResolverTypeWrapper<PaymentParent>;
  PaymentSettlement: PaymentSettlement;
  AssetAmount: ResolverTypeWrapper<AmountParent>;
  PaymentSummary: ResolverTypeWrapper<PaymentSummaryParent>;
  PaymentFlag: PaymentFlag;
  PaymentWindow: ResolverTypeWrapper<PaymentWindowParent>;
  AssetCustom: ResolverTypeWrapper<CustomParent>;
  AgentAddress: ResolverTypeWrapper<AgentAddressParent>;
  AddressRole: AddressRole;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Publication: ResolverTypeWrapper<Publication>;
  SubmissionConnection: ResolverTypeWrapper<Omit<SubmissionConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['SubmissionEdge']>, nodes: ReadonlyArray<ResolversTypes['Submission']>, _meta: ResolversTypes['Meta'] }>;
  SubmissionEdge: ResolverTypeWrapper<Omit<SubmissionEdge, 'node'> & { node: ResolversTypes['Submission'] }>;
  Submission: ResolverTypeWrapper<SubmissionParent>;
  OfferValidation: ResolverTypeWrapper<Omit<OfferValidation, 'ruling'> & { ruling?: Maybe<ResolversTypes['Offer']> }>;
  Refusal: ResolverTypeWrapper<Refusal>;
  ListingFilter: ListingFilter;
  ListingConnection: ResolverTypeWrapper<Omit<ListingConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversTypes['ListingEdge']>, nodes: ReadonlyArray<ResolversTypes['Listing']>, _meta: ResolversTypes['Meta'] }>;
  ListingEdge: ResolverTypeWrapper<Omit<ListingEdge, 'node'> & { node: ResolversTypes['Listing'] }>;
  Listing: ResolverTypeWrapper<ListingParent>;
  ListingStage: ListingStage;
  ListingCarrier: ListingCarrier;
  DidProfile: DidProfile;
  DidResolution: ResolverTypeWrapper<Omit<DidResolution, '_meta'> & { _meta: ResolversTypes['Meta'] }>;
  TrustBasis: TrustBasis;
  TrustParametersInput: TrustParametersInput;
  TrustScore: ResolverTypeWrapper<TrustScoreParent>;
  FacetScore: ResolverTypeWrapper<FacetScoreParent>;
  TrustPrior: ResolverTypeWrapper<FacetScoreParent>;
  TrustEvidence: ResolverTypeWrapper<TrustScoreParent>;
  Uncredited: ResolverTypeWrapper<Uncredited>;
  IgnoredCount: ResolverTypeWrapper<IgnoredCount>;
  IgnoredReason: IgnoredReason;
  TrustFlag: TrustFlag;
  ContributionConnection: ResolverTypeWrapper<Omit<ContributionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ContributionEdge']>, nodes: ReadonlyArray<ResolversTypes['Contribution']> }>;
  ContributionEdge: ResolverTypeWrapper<Omit<ContributionEdge, 'node'> & { node: ResolversTypes['Contribution'] }>;
  Contribution: ResolverTypeWrapper<ContributionParent>;
  ContributionKind: ContributionKind;
  WeightFactor: ResolverTypeWrapper<WeightFactor>;
  WeightFactorName: WeightFactorName;
  CreditSource: ResolverTypeWrapper<CreditSource>;
  IgnoredOpinionConnection: ResolverTypeWrapper<Omit<IgnoredOpinionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['IgnoredOpinionEdge']>, nodes: ReadonlyArray<ResolversTypes['IgnoredOpinion']> }>;
  IgnoredOpinionEdge: ResolverTypeWrapper<Omit<IgnoredOpinionEdge, 'node'> & { node: ResolversTypes['IgnoredOpinion'] }>;
  IgnoredOpinion: ResolverTypeWrapper<IgnoredOpinionParent>;
  ScorePeriodConnection: ResolverTypeWrapper<Omit<ScorePeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ScorePeriodEdge']>, nodes: ReadonlyArray<ResolversTypes['ScorePeriod']> }>;
  ScorePeriodEdge: ResolverTypeWrapper<Omit<ScorePeriodEdge, 'node'> & { node: ResolversTypes['ScorePeriod'] }>;
  ScorePeriod: ResolverTypeWrapper<Omit<ScorePeriod, 'score' | 'opened'> & { score: ResolversTypes['TrustScore'], opened: ReadonlyArray<ResolversTypes['ScoreEvent']> }>;
  ScoreEvent: ResolverTypeWrapper<Omit<ScoreEvent, 'origin'> & { origin?: Maybe<ResolversTypes['Origin']> }>;
  ScoreEventKind: ScoreEventKind;
  ScoreChangeConnection: ResolverTypeWrapper<Omit<ScoreChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ScoreChangeEdge']>, nodes: ReadonlyArray<ResolversTypes['ScoreChange']> }>;
  ScoreChangeEdge: ResolverTypeWrapper<Omit<ScoreChangeEdge, 'node'> & { node: ResolversTypes['ScoreChange'] }>;
  ScoreChange: ResolverTypeWrapper<ScoreChangeParent>;
  ScoreCause: ResolverTypeWrapper<ScoreCause>;
  ScoreCauseKind: ScoreCauseKind;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  HeadsEvent: ResolverTypeWrapper<HeadsEvent>;
  StandingQuote: ResolverTypeWrapper<StandingParent>;
  StandingKind: StandingKind;
  PreviousQuote: ResolverTypeWrapper<PreviousQuote>;
  Cause: ResolverTypeWrapper<CauseParent>;
  CauseKind: CauseKind;
  Reputation: ResolverTypeWrapper<ReputationParent>;
  FeedbackConnection: ResolverTypeWrapper<Omit<FeedbackConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['FeedbackEdge']>, nodes: ReadonlyArray<ResolversTypes['Feedback']> }>;
  FeedbackEdge: ResolverTypeWrapper<Omit<FeedbackEdge, 'node'> & { node: ResolversTypes['Feedback'] }>;
  Feedback: ResolverTypeWrapper<FeedbackParent>;
  FeedbackResponse: ResolverTypeWrapper<FeedbackResponseParent>;
  ValidationConnection: ResolverTypeWrapper<Omit<ValidationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ValidationEdge']>, nodes: ReadonlyArray<ResolversTypes['Validation']> }>;
  ValidationEdge: ResolverTypeWrapper<Omit<ValidationEdge, 'node'> & { node: ResolversTypes['Validation'] }>;
  Validation: ResolverTypeWrapper<ValidationParent>;
  ValidationResponse: ResolverTypeWrapper<ValidationResponseParent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  PickAnswer: PickParent;
  String: Scalars['String']['output'];
  ExclusionCount: ExclusionCount;
  Int: Scalars['Int']['output'];
  Explanation: Omit<Explanation, 'offer' | 'quote' | 'exclusion' | 'ahead' | 'inputs' | '_meta'> & { offer: ResolversParentTypes['Offer'], quote?: Maybe<ResolversParentTypes['Quote']>, exclusion?: Maybe<ResolversParentTypes['Exclusion']>, ahead: ReadonlyArray<ResolversParentTypes['Ahead']>, inputs: ResolversParentTypes['QuoteInputs'], _meta: ResolversParentTypes['Meta'] };
  Ahead: Omit<Ahead, 'quote'> & { quote: ResolversParentTypes['Quote'] };
  Change: Change;
  Boolean: Scalars['Boolean']['output'];
  Edit: Edit;
  Comparison: Omit<Comparison, 'a' | 'b' | 'inputs' | '_meta'> & { a: ResolversParentTypes['Offer'], b: ResolversParentTypes['Offer'], inputs: ResolversParentTypes['QuoteInputs'], _meta: ResolversParentTypes['Meta'] };
  ComparisonSegment: ComparisonSegment;
  ID: Scalars['ID']['output'];
  ComparisonSide: ComparisonSide;
  NearestConnection: Omit<NearestConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['NearestEdge']>, nodes: ReadonlyArray<ResolversParentTypes['NearOffer']>, _meta: ResolversParentTypes['Meta'] };
  NearestEdge: Omit<NearestEdge, 'node'> & { node: ResolversParentTypes['NearOffer'] };
  NearOffer: Omit<NearOffer, 'offer'> & { offer: ResolversParentTypes['Offer'] };
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  BigInt: Scalars['BigInt']['output'];
  JSON: Scalars['JSON']['output'];
  Query: Record<PropertyKey, never>;
  AsOf: AsOf;
  HeadInput: HeadInput;
  Meta: Snapshot;
  Head: Head;
  Origin: OriginRef;
  PageInfo: PageInfo;
  Status: Status;
  ChainStatus: ChainStatus;
  Coverage: Coverage;
  DocumentStatus: DocumentStatus;
  Document: DocumentRef;
  CategoryFilter: CategoryFilter;
  CategoryConnection: Omit<CategoryConnection, '_meta'> & { _meta: ResolversParentTypes['Meta'] };
  CategoryEdge: CategoryEdge;
  Category: Category;
  CategoryMeter: CategoryMeter;
  Commitment: Commitment;
  Completeness: Completeness;
  MissingRange: MissingRange;
  UnverifiedContract: UnverifiedContract;
  GapCount: GapCount;
  Repair: Repair;
  StateCheck: StateCheck;
  Job: Job;
  Quantity: Quantity;
  Near: Near;
  SpecConstraint: SpecConstraint;
  Policy: Policy;
  Peg: Peg;
  QuoteConnection: Answer;
  QuoteEdge: Omit<QuoteEdge, 'node'> & { node: ResolversParentTypes['Quote'] };
  Quote: QuoteParent;
  Stream: Stream;
  Money: Money;
  ChargeLine: ChargeLine;
  Settlement: Settlement;
  QuoteInputs: Omit<QuoteInputs, 'rates'> & { rates: ReadonlyArray<ResolversParentTypes['RateInput']> };
  TrustPolicyInput: TrustPolicyInput;
  PegInput: PegInput;
  RateInput: Omit<RateInput, 'origin'> & { origin: ResolversParentTypes['Origin'] };
  GasInput: GasInput;
  ExclusionConnection: Omit<ExclusionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ExclusionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Exclusion']> };
  ExclusionEdge: Omit<ExclusionEdge, 'node'> & { node: ResolversParentTypes['Exclusion'] };
  Exclusion: ExclusionParent;
  ChangePage: ChangePage;
  RowChange: RowChange;
  DifferenceConnection: Omit<DifferenceConnection, 'from' | 'to'> & { from: ResolversParentTypes['Meta'], to: ResolversParentTypes['Meta'] };
  DifferenceEdge: DifferenceEdge;
  Difference: Difference;
  FeedbackFile: FeedbackFileParent;
  ProofOfPayment: ProofParent;
  PricePeriodConnection: Omit<PricePeriodConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['PricePeriodEdge']>, nodes: ReadonlyArray<ResolversParentTypes['PricePeriod']>, _meta: ResolversParentTypes['Meta'] };
  PricePeriodEdge: Omit<PricePeriodEdge, 'node'> & { node: ResolversParentTypes['PricePeriod'] };
  PricePeriod: Omit<PricePeriod, 'offer' | 'opened' | 'closed'> & { offer: ResolversParentTypes['Offer'], opened?: Maybe<ResolversParentTypes['HistoryEvent']>, closed?: Maybe<ResolversParentTypes['HistoryEvent']> };
  HistoryEvent: Omit<HistoryEvent, 'origin'> & { origin?: Maybe<ResolversParentTypes['Origin']> };
  CheapestPeriodConnection: Omit<CheapestPeriodConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['CheapestPeriodEdge']>, nodes: ReadonlyArray<ResolversParentTypes['CheapestPeriod']>, _meta: ResolversParentTypes['Meta'] };
  CheapestPeriodEdge: Omit<CheapestPeriodEdge, 'node'> & { node: ResolversParentTypes['CheapestPeriod'] };
  CheapestPeriod: Omit<CheapestPeriod, 'quote' | 'opened' | 'closed'> & { quote?: Maybe<ResolversParentTypes['Quote']>, opened: ReadonlyArray<ResolversParentTypes['HistoryEvent']>, closed: ReadonlyArray<ResolversParentTypes['HistoryEvent']> };
  IdentityFilter: IdentityFilter;
  IdentityConnection: Omit<IdentityConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['IdentityEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Identity']>, _meta: ResolversParentTypes['Meta'] };
  IdentityEdge: Omit<IdentityEdge, 'node'> & { node: ResolversParentTypes['Identity'] };
  AgentFilter: AgentFilter;
  AgentConnection: Omit<AgentConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['AgentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Agent']>, _meta: ResolversParentTypes['Meta'] };
  AgentEdge: Omit<AgentEdge, 'node'> & { node: ResolversParentTypes['Agent'] };
  Agent: AgentParent;
  AgentMetadata: AgentMetadataParent;
  Registration: RegistrationParent;
  Service: Service;
  Identity: IdentityParent;
  IdentityKey: IdentityEntryParent;
  IdentityService: IdentityEntryParent;
  Period: PeriodParent;
  PeriodConnection: Omit<PeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PeriodEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Period']> };
  PeriodEdge: Omit<PeriodEdge, 'node'> & { node: ResolversParentTypes['Period'] };
  UnsignedPriceFilter: UnsignedPriceFilter;
  UnsignedPriceConnection: Omit<UnsignedPriceConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['UnsignedPriceEdge']>, nodes: ReadonlyArray<ResolversParentTypes['UnsignedPrice']>, _meta: ResolversParentTypes['Meta'] };
  UnsignedPriceEdge: Omit<UnsignedPriceEdge, 'node'> & { node: ResolversParentTypes['UnsignedPrice'] };
  UnsignedPrice: UnsignedPriceParent;
  PriceSource: Source;
  Link: LinkParent;
  LinkClaim: LinkClaimParent;
  OfferFilter: OfferFilter;
  OfferConnection: Omit<OfferConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['OfferEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Offer']>, _meta: ResolversParentTypes['Meta'] };
  OfferEdge: Omit<OfferEdge, 'node'> & { node: ResolversParentTypes['Offer'] };
  Offer: OfferParent;
  OfferEndpoint: OfferEndpoint;
  TariffLine: TariffLine;
  Rate: Rate;
  Price: Price;
  PayEntry: PayEntry;
  Announcement: AnnouncementParent;
  TagSummaryConnection: Omit<TagSummaryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TagSummaryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TagSummary']> };
  TagSummaryEdge: Omit<TagSummaryEdge, 'node'> & { node: ResolversParentTypes['TagSummary'] };
  TagSummary: TagSummaryParent;
  OpinionConnection: Omit<OpinionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OpinionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Opinion']> };
  OpinionEdge: Omit<OpinionEdge, 'node'> & { node: ResolversParentTypes['Opinion'] };
  Opinion: OpinionParent;
  PaymentFilter: PaymentFilter;
  PaymentConnection: Omit<PaymentConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Payment']>, _meta: ResolversParentTypes['Meta'] };
  PaymentEdge: Omit<PaymentEdge, 'node'> & { node: ResolversParentTypes['Payment'] };
  Payment: PaymentParent;
  AssetAmount: AmountParent;
  PaymentSummary: PaymentSummaryParent;
  PaymentWindow: PaymentWindowParent;
  AssetCustom: CustomParent;
  AgentAddress: AgentAddressParent;
  Mutation: Record<PropertyKey, never>;
  Publication: Publication;
  SubmissionConnection: Omit<SubmissionConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['SubmissionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Submission']>, _meta: ResolversParentTypes['Meta'] };
  SubmissionEdge: Omit<SubmissionEdge, 'node'> & { node: ResolversParentTypes['Submission'] };
  Submission: SubmissionParent;
  OfferValidation: Omit<OfferValidation, 'ruling'> & { ruling?: Maybe<ResolversParentTypes['Offer']> };
  Refusal: Refusal;
  ListingFilter: ListingFilter;
  ListingConnection: Omit<ListingConnection, 'edges' | 'nodes' | '_meta'> & { edges: ReadonlyArray<ResolversParentTypes['ListingEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Listing']>, _meta: ResolversParentTypes['Meta'] };
  ListingEdge: Omit<ListingEdge, 'node'> & { node: ResolversParentTypes['Listing'] };
  Listing: ListingParent;
  DidResolution: Omit<DidResolution, '_meta'> & { _meta: ResolversParentTypes['Meta'] };
  TrustParametersInput: TrustParametersInput;
  TrustScore: TrustScoreParent;
  FacetScore: FacetScoreParent;
  TrustPrior: FacetScoreParent;
  TrustEvidence: TrustScoreParent;
  Uncredited: Uncredited;
  IgnoredCount: IgnoredCount;
  ContributionConnection: Omit<ContributionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ContributionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Contribution']> };
  ContributionEdge: Omit<ContributionEdge, 'node'> & { node: ResolversParentTypes['Contribution'] };
  Contribution: ContributionParent;
  WeightFactor: WeightFactor;
  CreditSource: CreditSource;
  IgnoredOpinionConnection: Omit<IgnoredOpinionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['IgnoredOpinionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['IgnoredOpinion']> };
  IgnoredOpinionEdge: Omit<IgnoredOpinionEdge, 'node'> & { node: ResolversParentTypes['IgnoredOpinion'] };
  IgnoredOpinion: IgnoredOpinionParent;
  ScorePeriodConnection: Omit<ScorePeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ScorePeriodEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ScorePeriod']> };
  ScorePeriodEdge: Omit<ScorePeriodEdge, 'node'> & { node: ResolversParentTypes['ScorePeriod'] };
  ScorePeriod: Omit<ScorePeriod, 'score' | 'opened'> & { score: ResolversParentTypes['TrustScore'], opened: ReadonlyArray<ResolversParentTypes['ScoreEvent']> };
  ScoreEvent: Omit<ScoreEvent, 'origin'> & { origin?: Maybe<ResolversParentTypes['Origin']> };
  ScoreChangeConnection: Omit<ScoreChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ScoreChangeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ScoreChange']> };
  ScoreChangeEdge: Omit<ScoreChangeEdge, 'node'> & { node: ResolversParentTypes['ScoreChange'] };
  ScoreChange: ScoreChangeParent;
  ScoreCause: ScoreCause;
  Subscription: Record<PropertyKey, never>;
  HeadsEvent: HeadsEvent;
  StandingQuote: StandingParent;
  PreviousQuote: PreviousQuote;
  Cause: CauseParent;
  Reputation: ReputationParent;
  FeedbackConnection: Omit<FeedbackConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['FeedbackEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Feedback']> };
  FeedbackEdge: Omit<FeedbackEdge, 'node'> & { node: ResolversParentTypes['Feedback'] };
  Feedback: FeedbackParent;
  FeedbackResponse: FeedbackResponseParent;
  ValidationConnection: Omit<ValidationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ValidationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Validation']> };
  ValidationEdge: Omit<ValidationEdge, 'node'> & { node: ResolversParentTypes['Validation'] };
  Validation: ValidationParent;
  ValidationResponse: ValidationResponseParent;
};

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = Context, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PickAnswerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PickAnswer'] = ResolversParentTypes['PickAnswer']> = {
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  paymentRequired?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  header?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ceiling?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  exclusions?: Resolver<ReadonlyArray<ResolversTypes['ExclusionCount']>, ParentType, ContextType>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type ExclusionCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExclusionCount'] = ResolversParentTypes['ExclusionCount']> = {
  reason?: Resolver<ResolversTypes['ExclusionReason'], ParentType, ContextType>;
  offers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Explanation'] = ResolversParentTypes['Explanation']> = {
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  rank?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  exclusion?: Resolver<Maybe<ResolversTypes['Exclusion']>, ParentType, ContextType>;
  ahead?: Resolver<ReadonlyArray<ResolversTypes['Ahead']>, ParentType, ContextType>;
  aheadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  smallest?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type AheadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Ahead'] = ResolversParentTypes['Ahead']> = {
  quote?: Resolver<ResolversTypes['Quote'], ParentType, ContextType>;
  because?: Resolver<ResolversTypes['AheadBecause'], ParentType, ContextType>;
  difference?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  edits?: Resolver<ReadonlyArray<ResolversTypes['Edit']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  relative?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  landed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type EditResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Edit'] = ResolversParentTypes['Edit']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ComparisonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Comparison'] = ResolversParentTypes['Comparison']> = {
  a?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  meter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  segments?: Resolver<ReadonlyArray<ResolversTypes['ComparisonSegment']>, ParentType, ContextType>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type ComparisonSegmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ComparisonSegment'] = ResolversParentTypes['ComparisonSegment']> = {
  from?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  fromExact?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toExact?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  includesFrom?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  includesTo?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cheapest?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  a?: Resolver<ResolversTypes['ComparisonSide'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['ComparisonSide'], ParentType, ContextType>;
};

export type ComparisonSideResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ComparisonSide'] = ResolversParentTypes['ComparisonSide']> = {
  reason?: Resolver<Maybe<ResolversTypes['ExclusionReason']>, ParentType, ContextType>;
  landedFrom?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  landedTo?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type NearestConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NearestConnection'] = ResolversParentTypes['NearestConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['NearestEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['NearOffer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type NearestEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NearestEdge'] = ResolversParentTypes['NearestEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NearOffer'], ParentType, ContextType>;
};

export type NearOfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NearOffer'] = ResolversParentTypes['NearOffer']> = {
  distanceMeters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  status?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
  pick?: Resolver<ResolversTypes['PickAnswer'], ParentType, ContextType, RequireFields<QueryPickArgs, 'job'>>;
  explain?: Resolver<ResolversTypes['Explanation'], ParentType, ContextType, RequireFields<QueryExplainArgs, 'job' | 'offer' | 'first'>>;
  compare?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType, RequireFields<QueryCompareArgs, 'a' | 'b' | 'job' | 'meter' | 'from' | 'to'>>;
  nearest?: Resolver<ResolversTypes['NearestConnection'], ParentType, ContextType, RequireFields<QueryNearestArgs, 'category' | 'near' | 'first'>>;
  categories?: Resolver<ResolversTypes['CategoryConnection'], ParentType, ContextType, RequireFields<QueryCategoriesArgs, 'first'>>;
  commitment?: Resolver<ResolversTypes['Commitment'], ParentType, ContextType, RequireFields<QueryCommitmentArgs, 'chain'>>;
  quote?: Resolver<ResolversTypes['QuoteConnection'], ParentType, ContextType, RequireFields<QueryQuoteArgs, 'job' | 'first'>>;
  changes?: Resolver<ResolversTypes['ChangePage'], ParentType, ContextType, RequireFields<QueryChangesArgs, 'first'>>;
  diff?: Resolver<ResolversTypes['DifferenceConnection'], ParentType, ContextType, RequireFields<QueryDiffArgs, 'from' | 'to' | 'first'>>;
  priceHistory?: Resolver<ResolversTypes['PricePeriodConnection'], ParentType, ContextType, RequireFields<QueryPriceHistoryArgs, 'subject' | 'first'>>;
  cheapestHistory?: Resolver<ResolversTypes['CheapestPeriodConnection'], ParentType, ContextType, RequireFields<QueryCheapestHistoryArgs, 'job' | 'from' | 'first'>>;
  agents?: Resolver<ResolversTypes['AgentConnection'], ParentType, ContextType, RequireFields<QueryAgentsArgs, 'orderBy' | 'first'>>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType, RequireFields<QueryAgentArgs, 'id'>>;
  identity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType, RequireFields<QueryIdentityArgs, 'did'>>;
  identities?: Resolver<ResolversTypes['IdentityConnection'], ParentType, ContextType, RequireFields<QueryIdentitiesArgs, 'orderBy' | 'first'>>;
  unsignedPrices?: Resolver<ResolversTypes['UnsignedPriceConnection'], ParentType, ContextType, RequireFields<QueryUnsignedPricesArgs, 'first'>>;
  offers?: Resolver<ResolversTypes['OfferConnection'], ParentType, ContextType, RequireFields<QueryOffersArgs, 'orderBy' | 'first'>>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType, RequireFields<QueryOfferArgs, 'id'>>;
  payments?: Resolver<ResolversTypes['PaymentConnection'], ParentType, ContextType, RequireFields<QueryPaymentsArgs, 'first'>>;
  submissions?: Resolver<ResolversTypes['SubmissionConnection'], ParentType, ContextType, RequireFields<QuerySubmissionsArgs, 'first'>>;
  validateOffer?: Resolver<ResolversTypes['OfferValidation'], ParentType, ContextType, RequireFields<QueryValidateOfferArgs, 'token'>>;
  listings?: Resolver<ResolversTypes['ListingConnection'], ParentType, ContextType, RequireFields<QueryListingsArgs, 'filter' | 'first'>>;
  resolve?: Resolver<ResolversTypes['DidResolution'], ParentType, ContextType, RequireFields<QueryResolveArgs, 'did' | 'profile'>>;
  maySign?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<QueryMaySignArgs, 'kid'>>;
  scoreHistory?: Resolver<ResolversTypes['ScorePeriodConnection'], ParentType, ContextType, RequireFields<QueryScoreHistoryArgs, 'id' | 'first'>>;
  scoreChanges?: Resolver<ResolversTypes['ScoreChangeConnection'], ParentType, ContextType, RequireFields<QueryScoreChangesArgs, 'from' | 'to' | 'first'>>;
  reputation?: Resolver<Maybe<ResolversTypes['Reputation']>, ParentType, ContextType, RequireFields<QueryReputationArgs, 'id'>>;
};

export type MetaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Meta'] = ResolversParentTypes['Meta']> = {
  heads?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
  now?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  stale?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type HeadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Head'] = ResolversParentTypes['Head']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OriginResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Origin'] = ResolversParentTypes['Origin']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  blockHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  transaction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  logIndex?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Status'] = ResolversParentTypes['Status']> = {
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chains?: Resolver<ReadonlyArray<ResolversTypes['ChainStatus']>, ParentType, ContextType>;
  documents?: Resolver<ResolversTypes['DocumentStatus'], ParentType, ContextType>;
};

export type ChainStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChainStatus'] = ResolversParentTypes['ChainStatus']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ChainState'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  head?: Resolver<Maybe<ResolversTypes['Head']>, ParentType, ContextType>;
  final?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  remote?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  start?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  commits?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  coverage?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  hashes?: Resolver<ResolversTypes['HeaderHashes'], ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  commitment?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>;
  completeness?: Resolver<ResolversTypes['Completeness'], ParentType, ContextType>;
};

export type CoverageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Coverage'] = ResolversParentTypes['Coverage']> = {
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  reach?: Resolver<ResolversTypes['CoverageReach'], ParentType, ContextType>;
  grade?: Resolver<ResolversTypes['CoverageGrade'], ParentType, ContextType>;
};

export type DocumentStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentStatus'] = ResolversParentTypes['DocumentStatus']> = {
  known?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document']> = {
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keccak256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bytes?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  mediaType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CategoryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryConnection'] = ResolversParentTypes['CategoryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CategoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Category']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type CategoryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryEdge'] = ResolversParentTypes['CategoryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Category'], ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category']> = {
  category?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  vocabulary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  term?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  meters?: Resolver<ReadonlyArray<ResolversTypes['CategoryMeter']>, ParentType, ContextType>;
};

export type CategoryMeterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CategoryMeter'] = ResolversParentTypes['CategoryMeter']> = {
  meter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  offers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CommitmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Commitment'] = ResolversParentTypes['Commitment']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  block?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  blockHash?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  l0?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  l1?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  l2?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rules?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contracts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CompletenessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Completeness'] = ResolversParentTypes['Completeness']> = {
  proved?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  crossChecked?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  fetched?: Resolver<ReadonlyArray<ResolversTypes['Coverage']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingRange']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['GapCount']>, ParentType, ContextType>;
  unverified?: Resolver<ReadonlyArray<ResolversTypes['UnverifiedContract']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['GapCount']>, ParentType, ContextType>;
  repairs?: Resolver<ReadonlyArray<ResolversTypes['Repair']>, ParentType, ContextType>;
  checks?: Resolver<ReadonlyArray<ResolversTypes['StateCheck']>, ParentType, ContextType>;
};

export type MissingRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingRange'] = ResolversParentTypes['MissingRange']> = {
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type UnverifiedContractResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnverifiedContract'] = ResolversParentTypes['UnverifiedContract']> = {
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  implementation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type GapCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GapCount'] = ResolversParentTypes['GapCount']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confirmed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unverified?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RepairResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Repair'] = ResolversParentTypes['Repair']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RepairState'], ParentType, ContextType>;
  tries?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  found?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StateCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StateCheck'] = ResolversParentTypes['StateCheck']> = {
  contract?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['StateCheckOutcome'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  checked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  differing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type QuoteConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteConnection'] = ResolversParentTypes['QuoteConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['QuoteEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Quote']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  exclusions?: Resolver<ResolversTypes['ExclusionConnection'], ParentType, ContextType, RequireFields<QuoteConnectionExclusionsArgs, 'first'>>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type QuoteEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteEdge'] = ResolversParentTypes['QuoteEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Quote'], ParentType, ContextType>;
};

export type QuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quote'] = ResolversParentTypes['Quote']> = {
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  landed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  rail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  charge?: Resolver<ReadonlyArray<ResolversTypes['ChargeLine']>, ParentType, ContextType>;
  settlement?: Resolver<ResolversTypes['Settlement'], ParentType, ContextType>;
  distanceMeters?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  travel?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  trust?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  forgeCost?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  accepts?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  stream?: Resolver<Maybe<ResolversTypes['Stream']>, ParentType, ContextType>;
};

export type StreamResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Stream'] = ResolversParentTypes['Stream']> = {
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receiver?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  flowRate?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  atomic?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  asset?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ChargeLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChargeLine'] = ResolversParentTypes['ChargeLine']> = {
  meter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SettlementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Settlement'] = ResolversParentTypes['Settlement']> = {
  gas?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  gasPrice?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  cost?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QuoteInputsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuoteInputs'] = ResolversParentTypes['QuoteInputs']> = {
  now?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rates?: Resolver<ReadonlyArray<ResolversTypes['RateInput']>, ParentType, ContextType>;
  gas?: Resolver<ReadonlyArray<ResolversTypes['GasInput']>, ParentType, ContextType>;
  pegs?: Resolver<ReadonlyArray<ResolversTypes['PegInput']>, ParentType, ContextType>;
  trustPolicy?: Resolver<Maybe<ResolversTypes['TrustPolicyInput']>, ParentType, ContextType>;
};

export type TrustPolicyInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrustPolicyInput'] = ResolversParentTypes['TrustPolicyInput']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  strict?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PegInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PegInput'] = ResolversParentTypes['PegInput']> = {
  asset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rate?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type RateInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RateInput'] = ResolversParentTypes['RateInput']> = {
  base?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quote?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  answer?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  round?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type GasInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GasInput'] = ResolversParentTypes['GasInput']> = {
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  price?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type ExclusionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExclusionConnection'] = ResolversParentTypes['ExclusionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExclusionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Exclusion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ExclusionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExclusionEdge'] = ResolversParentTypes['ExclusionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Exclusion'], ParentType, ContextType>;
};

export type ExclusionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Exclusion'] = ResolversParentTypes['Exclusion']> = {
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ExclusionReason'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ChangePageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePage'] = ResolversParentTypes['ChangePage']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['RowChange']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isWhole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RowChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RowChange'] = ResolversParentTypes['RowChange']> = {
  kind?: Resolver<ResolversTypes['RowChangeKind'], ParentType, ContextType>;
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  blockHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  table?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  row?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type DifferenceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DifferenceConnection'] = ResolversParentTypes['DifferenceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DifferenceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Difference']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type DifferenceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DifferenceEdge'] = ResolversParentTypes['DifferenceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Difference'], ParentType, ContextType>;
};

export type DifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Difference'] = ResolversParentTypes['Difference']> = {
  table?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type FeedbackFileResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackFile'] = ResolversParentTypes['FeedbackFile']> = {
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['FeedbackHash'], ParentType, ContextType>;
  proofOfPayment?: Resolver<Maybe<ResolversTypes['ProofOfPayment']>, ParentType, ContextType>;
};

export type ProofOfPaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProofOfPayment'] = ResolversParentTypes['ProofOfPayment']> = {
  fromAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  toAddress?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['ProofVerdict'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type PricePeriodConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PricePeriodConnection'] = ResolversParentTypes['PricePeriodConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PricePeriodEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PricePeriod']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type PricePeriodEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PricePeriodEdge'] = ResolversParentTypes['PricePeriodEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PricePeriod'], ParentType, ContextType>;
};

export type PricePeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PricePeriod'] = ResolversParentTypes['PricePeriod']> = {
  offer?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  opened?: Resolver<Maybe<ResolversTypes['HistoryEvent']>, ParentType, ContextType>;
  closed?: Resolver<Maybe<ResolversTypes['HistoryEvent']>, ParentType, ContextType>;
  ending?: Resolver<Maybe<ResolversTypes['PricePeriodEnding']>, ParentType, ContextType>;
};

export type HistoryEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HistoryEvent'] = ResolversParentTypes['HistoryEvent']> = {
  kind?: Resolver<ResolversTypes['HistoryEventKind'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  block?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
};

export type CheapestPeriodConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheapestPeriodConnection'] = ResolversParentTypes['CheapestPeriodConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CheapestPeriodEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CheapestPeriod']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type CheapestPeriodEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheapestPeriodEdge'] = ResolversParentTypes['CheapestPeriodEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CheapestPeriod'], ParentType, ContextType>;
};

export type CheapestPeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheapestPeriod'] = ResolversParentTypes['CheapestPeriod']> = {
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  opened?: Resolver<ReadonlyArray<ResolversTypes['HistoryEvent']>, ParentType, ContextType>;
  closed?: Resolver<ReadonlyArray<ResolversTypes['HistoryEvent']>, ParentType, ContextType>;
};

export type IdentityConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityConnection'] = ResolversParentTypes['IdentityConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IdentityEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Identity']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type IdentityEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityEdge'] = ResolversParentTypes['IdentityEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Identity'], ParentType, ContextType>;
};

export type AgentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentConnection'] = ResolversParentTypes['AgentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AgentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Agent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type AgentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentEdge'] = ResolversParentTypes['AgentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
};

export type AgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agent'] = ResolversParentTypes['Agent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  chain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tokenId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  wallet?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  walletProvenance?: Resolver<ResolversTypes['WalletProvenance'], ParentType, ContextType>;
  approved?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  operators?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metadata?: Resolver<ReadonlyArray<ResolversTypes['AgentMetadata']>, ParentType, ContextType>;
  registration?: Resolver<Maybe<ResolversTypes['Registration']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
  mintedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['PeriodConnection'], ParentType, ContextType, RequireFields<AgentHistoryArgs, 'first'>>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
  payments?: Resolver<ResolversTypes['PaymentSummary'], ParentType, ContextType>;
  addresses?: Resolver<ReadonlyArray<ResolversTypes['AgentAddress']>, ParentType, ContextType>;
  reputation?: Resolver<ResolversTypes['Reputation'], ParentType, ContextType>;
};

export type AgentMetadataResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentMetadata'] = ResolversParentTypes['AgentMetadata']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type RegistrationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Registration'] = ResolversParentTypes['Registration']> = {
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  image?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  active?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  x402?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['Service']>, ParentType, ContextType>;
  registrations?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  namesAgent?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  supportedTrust?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ServiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Service'] = ResolversParentTypes['Service']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IdentityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Identity'] = ResolversParentTypes['Identity']> = {
  did?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  controller?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deactivated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  registered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  controllerIdentity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType>;
  controls?: Resolver<ResolversTypes['IdentityConnection'], ParentType, ContextType, RequireFields<IdentityControlsArgs, 'first'>>;
  keys?: Resolver<ReadonlyArray<ResolversTypes['IdentityKey']>, ParentType, ContextType>;
  services?: Resolver<ReadonlyArray<ResolversTypes['IdentityService']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['PeriodConnection'], ParentType, ContextType, RequireFields<IdentityHistoryArgs, 'first'>>;
  events?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  gaps?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  links?: Resolver<ReadonlyArray<ResolversTypes['Link']>, ParentType, ContextType>;
};

export type IdentityKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityKey'] = ResolversParentTypes['IdentityKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inherited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  curve?: Resolver<Maybe<ResolversTypes['KeyCurve']>, ParentType, ContextType>;
  hardwareBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  purposes?: Resolver<ReadonlyArray<ResolversTypes['KeyPurpose']>, ParentType, ContextType>;
  maySign?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type IdentityServiceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentityService'] = ResolversParentTypes['IdentityService']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  kind?: Resolver<ResolversTypes['PeriodKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  ending?: Resolver<Maybe<ResolversTypes['PeriodEnding']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inheritedFrom?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
};

export type PeriodConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PeriodConnection'] = ResolversParentTypes['PeriodConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PeriodEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Period']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PeriodEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PeriodEdge'] = ResolversParentTypes['PeriodEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
};

export type UnsignedPriceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnsignedPriceConnection'] = ResolversParentTypes['UnsignedPriceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UnsignedPriceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['UnsignedPrice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type UnsignedPriceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnsignedPriceEdge'] = ResolversParentTypes['UnsignedPriceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['UnsignedPrice'], ParentType, ContextType>;
};

export type UnsignedPriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnsignedPrice'] = ResolversParentTypes['UnsignedPrice']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UnsignedPriceStatus'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['PriceSource'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asset?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payTo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accepts?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  offer?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType>;
};

export type PriceSourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceSource'] = ResolversParentTypes['PriceSource']> = {
  kind?: Resolver<ResolversTypes['PriceSourceKind'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fetchedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LinkResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Link'] = ResolversParentTypes['Link']> = {
  agentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  did?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identity?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LinkState'], ParentType, ContextType>;
  claims?: Resolver<ReadonlyArray<ResolversTypes['LinkClaim']>, ParentType, ContextType>;
};

export type LinkClaimResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LinkClaim'] = ResolversParentTypes['LinkClaim']> = {
  by?: Resolver<ResolversTypes['LinkSide'], ParentType, ContextType>;
  carrier?: Resolver<ResolversTypes['LinkCarrier'], ParentType, ContextType>;
  standing?: Resolver<ResolversTypes['LinkStanding'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType>;
};

export type OfferConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferConnection'] = ResolversParentTypes['OfferConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OfferEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Offer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type OfferEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferEdge'] = ResolversParentTypes['OfferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Offer'], ParentType, ContextType>;
};

export type OfferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Offer'] = ResolversParentTypes['Offer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  signed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  issuer?: Resolver<Maybe<ResolversTypes['Identity']>, ParentType, ContextType>;
  sequence?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OfferStatus'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  categories?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['OfferEndpoint']>, ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  spec?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  tariff?: Resolver<ReadonlyArray<ResolversTypes['TariffLine']>, ParentType, ContextType>;
  min?: Resolver<ReadonlyArray<ResolversTypes['Price']>, ParentType, ContextType>;
  max?: Resolver<ReadonlyArray<ResolversTypes['Price']>, ParentType, ContextType>;
  pay?: Resolver<ReadonlyArray<ResolversTypes['PayEntry']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['OfferSource'], ParentType, ContextType>;
  announcements?: Resolver<ReadonlyArray<ResolversTypes['Announcement']>, ParentType, ContextType>;
  kid?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  knownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  erc8257?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  submittedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  submission?: Resolver<Maybe<ResolversTypes['Submission']>, ParentType, ContextType>;
};

export type OfferEndpointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferEndpoint'] = ResolversParentTypes['OfferEndpoint']> = {
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tool?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  doc?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sum?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TariffLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TariffLine'] = ResolversParentTypes['TariffLine']> = {
  meter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  per?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  lo?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  hi?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  rates?: Resolver<ReadonlyArray<ResolversTypes['Rate']>, ParentType, ContextType>;
};

export type RateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Rate'] = ResolversParentTypes['Rate']> = {
  from?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  price?: Resolver<ReadonlyArray<ResolversTypes['Price']>, ParentType, ContextType>;
};

export type PriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Price'] = ResolversParentTypes['Price']> = {
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type PayEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PayEntry'] = ResolversParentTypes['PayEntry']> = {
  via?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payTo?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ttlSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  fee?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  escrow?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  extra?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type AnnouncementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Announcement'] = ResolversParentTypes['Announcement']> = {
  carrier?: Resolver<ResolversTypes['AnnouncementCarrier'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  announcer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stands?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  announcedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type TagSummaryConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TagSummaryConnection'] = ResolversParentTypes['TagSummaryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TagSummaryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TagSummary']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TagSummaryEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TagSummaryEdge'] = ResolversParentTypes['TagSummaryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TagSummary'], ParentType, ContextType>;
};

export type TagSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TagSummary'] = ResolversParentTypes['TagSummary']> = {
  tag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  facet?: Resolver<Maybe<ResolversTypes['Facet']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sum?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  mean?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type OpinionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpinionConnection'] = ResolversParentTypes['OpinionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OpinionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Opinion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OpinionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OpinionEdge'] = ResolversParentTypes['OpinionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Opinion'], ParentType, ContextType>;
};

export type OpinionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Opinion'] = ResolversParentTypes['Opinion']> = {
  clientAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  facet?: Resolver<ResolversTypes['Facet'], ParentType, ContextType>;
  sales?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  feedbackCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lateCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revokedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PaymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Payment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<ResolversTypes['AssetAmount'], ParentType, ContextType>;
  payer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payee?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payerOperator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  payeeOperator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  selfPayment?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  settlement?: Resolver<ResolversTypes['PaymentSettlement'], ParentType, ContextType>;
  nonce?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type AssetAmountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssetAmount'] = ResolversParentTypes['AssetAmount']> = {
  asset?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  symbol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  atomic?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  amount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type PaymentSummaryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentSummary'] = ResolversParentTypes['PaymentSummary']> = {
  operator?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  windows?: Resolver<ReadonlyArray<ResolversTypes['PaymentWindow']>, ParentType, ContextType>;
  selfPayments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  circular?: Resolver<ReadonlyArray<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  flags?: Resolver<ReadonlyArray<ResolversTypes['PaymentFlag']>, ParentType, ContextType>;
};

export type PaymentWindowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentWindow'] = ResolversParentTypes['PaymentWindow']> = {
  days?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  assets?: Resolver<ReadonlyArray<ResolversTypes['AssetCustom']>, ParentType, ContextType>;
};

export type AssetCustomResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssetCustom'] = ResolversParentTypes['AssetCustom']> = {
  volume?: Resolver<ResolversTypes['AssetAmount'], ParentType, ContextType>;
  returned?: Resolver<ResolversTypes['AssetAmount'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgentAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentAddress'] = ResolversParentTypes['AgentAddress']> = {
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['AddressRole']>, ParentType, ContextType>;
  proven?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  publishOffer?: Resolver<ResolversTypes['Publication'], ParentType, ContextType, RequireFields<MutationPublishOfferArgs, 'token'>>;
};

export type PublicationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Publication'] = ResolversParentTypes['Publication']> = {
  number?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isNew?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SubmissionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmissionConnection'] = ResolversParentTypes['SubmissionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SubmissionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Submission']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type SubmissionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SubmissionEdge'] = ResolversParentTypes['SubmissionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Submission'], ParentType, ContextType>;
};

export type SubmissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Submission'] = ResolversParentTypes['Submission']> = {
  number?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  offer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  heads?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
};

export type OfferValidationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfferValidation'] = ResolversParentTypes['OfferValidation']> = {
  verdict?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offer?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  ruling?: Resolver<Maybe<ResolversTypes['Offer']>, ParentType, ContextType>;
  wouldBe?: Resolver<Maybe<ResolversTypes['OfferStatus']>, ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['Refusal']>, ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ListingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ListingConnection'] = ResolversParentTypes['ListingConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ListingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Listing']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type ListingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ListingEdge'] = ResolversParentTypes['ListingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Listing'], ParentType, ContextType>;
};

export type ListingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Listing'] = ResolversParentTypes['Listing']> = {
  carrier?: Resolver<ResolversTypes['ListingCarrier'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  announcer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  announcedAt?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  submittedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['ListingStage'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  offer?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  serves?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type DidResolutionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DidResolution'] = ResolversParentTypes['DidResolution']> = {
  didDocument?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  didDocumentMetadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  didResolutionMetadata?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type TrustScoreResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrustScore'] = ResolversParentTypes['TrustScore']> = {
  policyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  head?: Resolver<ResolversTypes['Head'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  basis?: Resolver<ResolversTypes['TrustBasis'], ParentType, ContextType>;
  hypothetical?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  exclusions?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lower?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mean?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  upper?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  creditMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  forgeCostMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  effectiveRaters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  scale?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  facets?: Resolver<ReadonlyArray<ResolversTypes['FacetScore']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['TrustEvidence'], ParentType, ContextType>;
  flags?: Resolver<ReadonlyArray<ResolversTypes['TrustFlag']>, ParentType, ContextType>;
  contributions?: Resolver<ResolversTypes['ContributionConnection'], ParentType, ContextType, RequireFields<TrustScoreContributionsArgs, 'first'>>;
  ignored?: Resolver<ResolversTypes['IgnoredOpinionConnection'], ParentType, ContextType, RequireFields<TrustScoreIgnoredArgs, 'first'>>;
};

export type FacetScoreResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FacetScore'] = ResolversParentTypes['FacetScore']> = {
  facet?: Resolver<ResolversTypes['Facet'], ParentType, ContextType>;
  lower?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mean?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  upper?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  creditMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  effectiveRaters?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  opinions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  validations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  prior?: Resolver<ResolversTypes['TrustPrior'], ParentType, ContextType>;
};

export type TrustPriorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrustPrior'] = ResolversParentTypes['TrustPrior']> = {
  weightMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  mean?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variance?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  grown?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  siblingsMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type TrustEvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrustEvidence'] = ResolversParentTypes['TrustEvidence']> = {
  feedback?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revoked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  credited?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  uncredited?: Resolver<ResolversTypes['Uncredited'], ParentType, ContextType>;
  ignored?: Resolver<ReadonlyArray<ResolversTypes['IgnoredCount']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  payers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  netMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  validations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UncreditedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Uncredited'] = ResolversParentTypes['Uncredited']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  meanQuality?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type IgnoredCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IgnoredCount'] = ResolversParentTypes['IgnoredCount']> = {
  reason?: Resolver<ResolversTypes['IgnoredReason'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ContributionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributionConnection'] = ResolversParentTypes['ContributionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ContributionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Contribution']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ContributionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ContributionEdge'] = ResolversParentTypes['ContributionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Contribution'], ParentType, ContextType>;
};

export type ContributionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contribution'] = ResolversParentTypes['Contribution']> = {
  kind?: Resolver<ResolversTypes['ContributionKind'], ParentType, ContextType>;
  rater?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  facet?: Resolver<ResolversTypes['Facet'], ParentType, ContextType>;
  quality?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  counted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sales?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weightMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  grown?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  share?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  factors?: Resolver<ReadonlyArray<ResolversTypes['WeightFactor']>, ParentType, ContextType>;
  creditSources?: Resolver<ReadonlyArray<ResolversTypes['CreditSource']>, ParentType, ContextType>;
  feedbackCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  feedback?: Resolver<ReadonlyArray<ResolversTypes['Feedback']>, ParentType, ContextType>;
  paidMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  payments?: Resolver<ReadonlyArray<ResolversTypes['Payment']>, ParentType, ContextType>;
  validation?: Resolver<Maybe<ResolversTypes['ValidationResponse']>, ParentType, ContextType>;
};

export type WeightFactorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WeightFactor'] = ResolversParentTypes['WeightFactor']> = {
  name?: Resolver<ResolversTypes['WeightFactorName'], ParentType, ContextType>;
  weightMicroUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type CreditSourceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreditSource'] = ResolversParentTypes['CreditSource']> = {
  operator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  microUsd?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
};

export type IgnoredOpinionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IgnoredOpinionConnection'] = ResolversParentTypes['IgnoredOpinionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IgnoredOpinionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['IgnoredOpinion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type IgnoredOpinionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IgnoredOpinionEdge'] = ResolversParentTypes['IgnoredOpinionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['IgnoredOpinion'], ParentType, ContextType>;
};

export type IgnoredOpinionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IgnoredOpinion'] = ResolversParentTypes['IgnoredOpinion']> = {
  rater?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  facet?: Resolver<ResolversTypes['Facet'], ParentType, ContextType>;
  quality?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  day?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['IgnoredReason'], ParentType, ContextType>;
  feedback?: Resolver<ReadonlyArray<ResolversTypes['Feedback']>, ParentType, ContextType>;
};

export type ScorePeriodConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScorePeriodConnection'] = ResolversParentTypes['ScorePeriodConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ScorePeriodEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ScorePeriod']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ScorePeriodEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScorePeriodEdge'] = ResolversParentTypes['ScorePeriodEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ScorePeriod'], ParentType, ContextType>;
};

export type ScorePeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScorePeriod'] = ResolversParentTypes['ScorePeriod']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  score?: Resolver<ResolversTypes['TrustScore'], ParentType, ContextType>;
  opened?: Resolver<ReadonlyArray<ResolversTypes['ScoreEvent']>, ParentType, ContextType>;
};

export type ScoreEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScoreEvent'] = ResolversParentTypes['ScoreEvent']> = {
  kind?: Resolver<ResolversTypes['ScoreEventKind'], ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
};

export type ScoreChangeConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScoreChangeConnection'] = ResolversParentTypes['ScoreChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ScoreChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ScoreChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ScoreChangeEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScoreChangeEdge'] = ResolversParentTypes['ScoreChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ScoreChange'], ParentType, ContextType>;
};

export type ScoreChangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScoreChange'] = ResolversParentTypes['ScoreChange']> = {
  agent?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rankBefore?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rankAfter?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  causes?: Resolver<ReadonlyArray<ResolversTypes['ScoreCause']>, ParentType, ContextType>;
};

export type ScoreCauseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScoreCause'] = ResolversParentTypes['ScoreCause']> = {
  kind?: Resolver<ResolversTypes['ScoreCauseKind'], ParentType, ContextType>;
  raters?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  heads?: SubscriptionResolver<ResolversTypes['HeadsEvent'], "heads", ParentType, ContextType>;
  standingQuote?: SubscriptionResolver<ResolversTypes['StandingQuote'], "standingQuote", ParentType, ContextType, RequireFields<SubscriptionStandingQuoteArgs, 'job'>>;
};

export type HeadsEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HeadsEvent'] = ResolversParentTypes['HeadsEvent']> = {
  heads?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
  reverted?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
};

export type StandingQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StandingQuote'] = ResolversParentTypes['StandingQuote']> = {
  kind?: Resolver<ResolversTypes['StandingKind'], ParentType, ContextType>;
  quote?: Resolver<Maybe<ResolversTypes['Quote']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['PreviousQuote']>, ParentType, ContextType>;
  cause?: Resolver<ReadonlyArray<ResolversTypes['Cause']>, ParentType, ContextType>;
  reverted?: Resolver<ReadonlyArray<ResolversTypes['Head']>, ParentType, ContextType>;
  inputs?: Resolver<ResolversTypes['QuoteInputs'], ParentType, ContextType>;
  _meta?: Resolver<ResolversTypes['Meta'], ParentType, ContextType>;
};

export type PreviousQuoteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PreviousQuote'] = ResolversParentTypes['PreviousQuote']> = {
  offer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  landed?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  rail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CauseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cause'] = ResolversParentTypes['Cause']> = {
  kind?: Resolver<ResolversTypes['CauseKind'], ParentType, ContextType>;
  about?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  block?: Resolver<Maybe<ResolversTypes['BigInt']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
};

export type ReputationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Reputation'] = ResolversParentTypes['Reputation']> = {
  agent?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  score?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  feedbackCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  revokedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  feedback?: Resolver<ResolversTypes['FeedbackConnection'], ParentType, ContextType, RequireFields<ReputationFeedbackArgs, 'first'>>;
  validations?: Resolver<ResolversTypes['ValidationConnection'], ParentType, ContextType, RequireFields<ReputationValidationsArgs, 'first'>>;
  byTag?: Resolver<ResolversTypes['TagSummaryConnection'], ParentType, ContextType, RequireFields<ReputationByTagArgs, 'first'>>;
  opinions?: Resolver<ResolversTypes['OpinionConnection'], ParentType, ContextType, RequireFields<ReputationOpinionsArgs, 'first'>>;
  trust?: Resolver<Maybe<ResolversTypes['TrustScore']>, ParentType, ContextType, Partial<ReputationTrustArgs>>;
  whatIf?: Resolver<Maybe<ResolversTypes['TrustScore']>, ParentType, ContextType, Partial<ReputationWhatIfArgs>>;
};

export type FeedbackConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackConnection'] = ResolversParentTypes['FeedbackConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['FeedbackEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Feedback']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type FeedbackEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackEdge'] = ResolversParentTypes['FeedbackEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Feedback'], ParentType, ContextType>;
};

export type FeedbackResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Feedback'] = ResolversParentTypes['Feedback']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  rawValue?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  decimals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tag1?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tag2?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endpoint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revoked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['Origin']>, ParentType, ContextType>;
  responses?: Resolver<ReadonlyArray<ResolversTypes['FeedbackResponse']>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['FeedbackFile']>, ParentType, ContextType>;
  facet?: Resolver<Maybe<ResolversTypes['Facet']>, ParentType, ContextType>;
  quality?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  ignored?: Resolver<Maybe<ResolversTypes['FeedbackIgnored']>, ParentType, ContextType>;
  clamped?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  eighths?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FeedbackResponseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FeedbackResponse'] = ResolversParentTypes['FeedbackResponse']> = {
  responder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type ValidationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationConnection'] = ResolversParentTypes['ValidationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ValidationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Validation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ValidationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationEdge'] = ResolversParentTypes['ValidationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Validation'], ParentType, ContextType>;
};

export type ValidationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Validation'] = ResolversParentTypes['Validation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  registry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  validator?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  responses?: Resolver<ReadonlyArray<ResolversTypes['ValidationResponse']>, ParentType, ContextType>;
};

export type ValidationResponseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationResponse'] = ResolversParentTypes['ValidationResponse']> = {
  response?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tag?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  givenAt?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  PickAnswer?: PickAnswerResolvers<ContextType>;
  ExclusionCount?: ExclusionCountResolvers<ContextType>;
  Explanation?: ExplanationResolvers<ContextType>;
  Ahead?: AheadResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  Edit?: EditResolvers<ContextType>;
  Comparison?: ComparisonResolvers<ContextType>;
  ComparisonSegment?: ComparisonSegmentResolvers<ContextType>;
  ComparisonSide?: ComparisonSideResolvers<ContextType>;
  NearestConnection?: NearestConnectionResolvers<ContextType>;
  NearestEdge?: NearestEdgeResolvers<ContextType>;
  NearOffer?: NearOfferResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  BigInt?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Meta?: MetaResolvers<ContextType>;
  Head?: HeadResolvers<ContextType>;
  Origin?: OriginResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Status?: StatusResolvers<ContextType>;
  ChainStatus?: ChainStatusResolvers<ContextType>;
  Coverage?: CoverageResolvers<ContextType>;
  DocumentStatus?: DocumentStatusResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  CategoryConnection?: CategoryConnectionResolvers<ContextType>;
  CategoryEdge?: CategoryEdgeResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  CategoryMeter?: CategoryMeterResolvers<ContextType>;
  Commitment?: CommitmentResolvers<ContextType>;
  Completeness?: CompletenessResolvers<ContextType>;
  MissingRange?: MissingRangeResolvers<ContextType>;
  UnverifiedContract?: UnverifiedContractResolvers<ContextType>;
  GapCount?: GapCountResolvers<ContextType>;
  Repair?: RepairResolvers<ContextType>;
  StateCheck?: StateCheckResolvers<ContextType>;
  QuoteConnection?: QuoteConnectionResolvers<ContextType>;
  QuoteEdge?: QuoteEdgeResolvers<ContextType>;
  Quote?: QuoteResolvers<ContextType>;
  Stream?: StreamResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  ChargeLine?: ChargeLineResolvers<ContextType>;
  Settlement?: SettlementResolvers<ContextType>;
  QuoteInputs?: QuoteInputsResolvers<ContextType>;
  TrustPolicyInput?: TrustPolicyInputResolvers<ContextType>;
  PegInput?: PegInputResolvers<ContextType>;
  RateInput?: RateInputResolvers<ContextType>;
  GasInput?: GasInputResolvers<ContextType>;
  ExclusionConnection?: ExclusionConnectionResolvers<ContextType>;
  ExclusionEdge?: ExclusionEdgeResolvers<ContextType>;
  Exclusion?: ExclusionResolvers<ContextType>;
  ChangePage?: ChangePageResolvers<ContextType>;
  RowChange?: RowChangeResolvers<ContextType>;
  DifferenceConnection?: DifferenceConnectionResolvers<ContextType>;
  DifferenceEdge?: DifferenceEdgeResolvers<ContextType>;
  Difference?: DifferenceResolvers<ContextType>;
  FeedbackFile?: FeedbackFileResolvers<ContextType>;
  ProofOfPayment?: ProofOfPaymentResolvers<ContextType>;
  PricePeriodConnection?: PricePeriodConnectionResolvers<ContextType>;
  PricePeriodEdge?: PricePeriodEdgeResolvers<ContextType>;
  PricePeriod?: PricePeriodResolvers<ContextType>;
  HistoryEvent?: HistoryEventResolvers<ContextType>;
  CheapestPeriodConnection?: CheapestPeriodConnectionResolvers<ContextType>;
  CheapestPeriodEdge?: CheapestPeriodEdgeResolvers<ContextType>;
  CheapestPeriod?: CheapestPeriodResolvers<ContextType>;
  IdentityConnection?: IdentityConnectionResolvers<ContextType>;
  IdentityEdge?: IdentityEdgeResolvers<ContextType>;
  AgentConnection?: AgentConnectionResolvers<ContextType>;
  AgentEdge?: AgentEdgeResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  AgentMetadata?: AgentMetadataResolvers<ContextType>;
  Registration?: RegistrationResolvers<ContextType>;
  Service?: ServiceResolvers<ContextType>;
  Identity?: IdentityResolvers<ContextType>;
  IdentityKey?: IdentityKeyResolvers<ContextType>;
  IdentityService?: IdentityServiceResolvers<ContextType>;
  Period?: PeriodResolvers<ContextType>;
  PeriodConnection?: PeriodConnectionResolvers<ContextType>;
  PeriodEdge?: PeriodEdgeResolvers<ContextType>;
  UnsignedPriceConnection?: UnsignedPriceConnectionResolvers<ContextType>;
  UnsignedPriceEdge?: UnsignedPriceEdgeResolvers<ContextType>;
  UnsignedPrice?: UnsignedPriceResolvers<ContextType>;
  PriceSource?: PriceSourceResolvers<ContextType>;
  Link?: LinkResolvers<ContextType>;
  LinkClaim?: LinkClaimResolvers<ContextType>;
  OfferConnection?: OfferConnectionResolvers<ContextType>;
  OfferEdge?: OfferEdgeResolvers<ContextType>;
  Offer?: OfferResolvers<ContextType>;
  OfferEndpoint?: OfferEndpointResolvers<ContextType>;
  TariffLine?: TariffLineResolvers<ContextType>;
  Rate?: RateResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  PayEntry?: PayEntryResolvers<ContextType>;
  Announcement?: AnnouncementResolvers<ContextType>;
  TagSummaryConnection?: TagSummaryConnectionResolvers<ContextType>;
  TagSummaryEdge?: TagSummaryEdgeResolvers<ContextType>;
  TagSummary?: TagSummaryResolvers<ContextType>;
  OpinionConnection?: OpinionConnectionResolvers<ContextType>;
  OpinionEdge?: OpinionEdgeResolvers<ContextType>;
  Opinion?: OpinionResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  AssetAmount?: AssetAmountResolvers<ContextType>;
  PaymentSummary?: PaymentSummaryResolvers<ContextType>;
  PaymentWindow?: PaymentWindowResolvers<ContextType>;
  AssetCustom?: AssetCustomResolvers<ContextType>;
  AgentAddress?: AgentAddressResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Publication?: PublicationResolvers<ContextType>;
  SubmissionConnection?: SubmissionConnectionResolvers<ContextType>;
  SubmissionEdge?: SubmissionEdgeResolvers<ContextType>;
  Submission?: SubmissionResolvers<ContextType>;
  OfferValidation?: OfferValidationResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  ListingConnection?: ListingConnectionResolvers<ContextType>;
  ListingEdge?: ListingEdgeResolvers<ContextType>;
  Listing?: ListingResolvers<ContextType>;
  DidResolution?: DidResolutionResolvers<ContextType>;
  TrustScore?: TrustScoreResolvers<ContextType>;
  FacetScore?: FacetScoreResolvers<ContextType>;
  TrustPrior?: TrustPriorResolvers<ContextType>;
  TrustEvidence?: TrustEvidenceResolvers<ContextType>;
  Uncredited?: UncreditedResolvers<ContextType>;
  IgnoredCount?: IgnoredCountResolvers<ContextType>;
  ContributionConnection?: ContributionConnectionResolvers<ContextType>;
  ContributionEdge?: ContributionEdgeResolvers<ContextType>;
  Contribution?: ContributionResolvers<ContextType>;
  WeightFactor?: WeightFactorResolvers<ContextType>;
  CreditSource?: CreditSourceResolvers<ContextType>;
  IgnoredOpinionConnection?: IgnoredOpinionConnectionResolvers<ContextType>;
  IgnoredOpinionEdge?: IgnoredOpinionEdgeResolvers<ContextType>;
  IgnoredOpinion?: IgnoredOpinionResolvers<ContextType>;
  ScorePeriodConnection?: ScorePeriodConnectionResolvers<ContextType>;
  ScorePeriodEdge?: ScorePeriodEdgeResolvers<ContextType>;
  ScorePeriod?: ScorePeriodResolvers<ContextType>;
  ScoreEvent?: ScoreEventResolvers<ContextType>;
  ScoreChangeConnection?: ScoreChangeConnectionResolvers<ContextType>;
  ScoreChangeEdge?: ScoreChangeEdgeResolvers<ContextType>;
  ScoreChange?: ScoreChangeResolvers<ContextType>;
  ScoreCause?: ScoreCauseResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  HeadsEvent?: HeadsEventResolvers<ContextType>;
  StandingQuote?: StandingQuoteResolvers<ContextType>;
  PreviousQuote?: PreviousQuoteResolvers<ContextType>;
  Cause?: CauseResolvers<ContextType>;
  Reputation?: ReputationResolvers<ContextType>;
  FeedbackConnection?: FeedbackConnectionResolvers<ContextType>;
  FeedbackEdge?: FeedbackEdgeResolvers<ContextType>;
  Feedback?: FeedbackResolvers<ContextType>;
  FeedbackResponse?: FeedbackResponseResolvers<ContextType>;
  ValidationConnection?: ValidationConnectionResolvers<ContextType>;
  ValidationEdge?: ValidationEdgeResolvers<ContextType>;
  Validation?: ValidationResolvers<ContextType>;
  ValidationResponse?: ValidationResponseResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cost?: CostDirectiveResolver<any, any, ContextType>;
};
