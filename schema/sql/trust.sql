-- What the ERC-8004 reputation and validation registries say, as exact facts.

create table feedback (
  chain text not null,
  id text not null,                     -- eip155:<chain>:<registry>/<token>/<client>/<index>
  registry text not null,               -- the reputation registry
  agent text not null,
  client text not null,                 -- the reviewer
  feedback_index bigint not null,       -- 1-based per agent and client
  value text not null,                  -- int128 + 2^127, 32 hex digits
  decimals integer not null,
  tag1 text not null,
  tag2 text not null,
  endpoint text not null,
  uri text not null,
  uri_id text,                          -- SHA-256 of the URI; null: none was given
  hash text not null,                   -- keccak-256 of the bytes behind the URI
  given text not null,                  -- position of NewFeedback
  day bigint not null,                  -- UTC day of it
  sales bigint not null,                -- how often the agent had been sold by then
  eighths bigint not null,              -- what it counts in its opinion now: 8, 4, 2, 1; 0: nothing
  revoked text,                         -- position of FeedbackRevoked
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index feedback_by_agent on feedback (agent, given);
create index feedback_by_client on feedback (client, given);

create table feedback_response (
  chain text not null,
  id text not null,                     -- feedback / position
  feedback text not null,
  responder text not null,
  uri text not null,
  hash text not null,
  given text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index feedback_response_by_feedback on feedback_response (feedback, given);

create table validation_request (
  chain text not null,
  id text not null,                     -- eip155:<chain>:<registry>/<request hash>
  registry text not null,
  agent text not null,
  validator text not null,
  uri text not null,
  hash text not null,
  given text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index validation_request_by_agent on validation_request (agent, given);

-- One row per answer: a request may be answered many times, and 0 is an answer.
create table validation_response (
  chain text not null,
  id text not null,                     -- request / position
  request text not null,
  response integer not null,
  uri text not null,
  hash text not null,
  tag text not null,
  given text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index validation_response_by_request on validation_response (request, given);

-- The latest answer of a validator about an agent under a tag.
create table validator_answer (
  chain text not null,
  id text not null,                     -- agent / validator / SHA-256 of the tag
  agent text not null,
  validator text not null,
  answer text not null,                 -- id of the validation response
  response integer not null,
  sales bigint not null,                -- how often the agent had been sold
  day bigint not null,                  -- UTC day
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index validator_answer_by_agent on validator_answer (agent, validator);
create index validator_answer_by_validator on validator_answer (validator);

-- What a reviewer says of one facet of an agent under one owner: all of its feedback that stands, as one opinion. Sums are in
-- eighths, which is what feedback counts: 8; 4 where its tag says nothing; a quarter of it where it was bad and revoked late.
-- A row stays where nothing counts any more.
create table opinion (
  chain text not null,
  id text not null,                     -- agent / client / facet / sales
  agent text not null,
  rater text not null,
  facet text not null,                  -- quality | availability
  sales bigint not null,                -- how often the agent had been sold
  operator text,                        -- of the agent, where it is known
  rater_operator text,                  -- of the reviewer, where it is one
  total bigint not null,                -- sum of quality (parts per million) times eighths
  eighths bigint not null,              -- sum of eighths
  counts text not null,                 -- how many of 8, 4, 2 and 1 eighths: JSON array of four integers
  revoked bigint not null,              -- how many revocations there were
  day bigint not null,                  -- UTC day of the latest feedback, even if revoked since
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index opinion_by_agent on opinion (agent, id);
create index opinion_since on opinion (agent, bf);
create index opinion_by_rater on opinion (rater, day);
create index opinion_by_day on opinion (chain, day);
create index opinion_between on opinion (operator, rater_operator) where rater_operator is not null;

-- What a reviewer does, over all agents.
create table rater (
  chain text not null,
  id text not null,                     -- address
  given bigint not null,
  revoked bigint not null,
  starred bigint not null,              -- values under the tag `starred`
  small bigint not null,                -- of these at most 5
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- The values of an agent's feedback that stands by tag1, exactly. Without those of more than 18 decimals, which the registry
-- admits none of.
create table tag_summary (
  chain text not null,
  id text not null,                     -- agent / SHA-256 of tag1
  agent text not null,
  example text not null,                -- id of the first feedback with the tag
  values_count bigint not null,
  total text not null,                  -- sum of value / 10^decimals in units of 10^-18, a decimal integer
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index tag_summary_by_agent on tag_summary (agent, id);

-- Below: derived, versioned by day. Money is in millionths of a US dollar.

-- Where the credit of a reviewer comes from.
create table credit_source (
  chain text not null,
  id text not null,                     -- reviewer / operator
  rater text not null,
  operator text not null,
  first bigint not null,                -- from spending at a seed
  second bigint not null,               -- from spending at an operator that customers of seeds pay
  second_strict bigint not null,        -- the same where the largest source counts only as far as others match it
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index credit_source_by_rater on credit_source (rater);

-- The weight of an opinion with credit; `first`: by credit from seeds alone.
create table weight (
  chain text not null,
  id text not null,                     -- of the opinion
  agent text not null,
  rater text not null,
  plain bigint not null,
  strict bigint not null,
  first bigint not null,
  first_strict bigint not null,
  grown text not null,                  -- weight as the score adds it up, sortable hex: the order of shares
  grown_strict text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index weight_by_agent on weight (agent, grown, id);
create index weight_by_agent_strict on weight (agent, grown_strict, id);
create index weight_by_rater on weight (rater);

-- Sums over the weighed opinions of an agent, by facet, tenure and whether they speak for it: JSON arrays [w, m, s, w2] of
-- decimal integers.
create table tally (
  chain text not null,
  id text not null,                     -- agent / facet / sales / good or bad
  agent text not null,
  operator text not null,
  facet text not null,
  sales bigint not null,
  bad integer not null,
  opinions bigint not null,
  opinions_strict bigint not null,
  plain text not null,
  strict text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index tally_by_agent on tally (agent);

-- The same sums over all agents of an operator, for quality alone, brought to one scale over their sales.
create table operator_tally (
  chain text not null,
  id text not null,                     -- operator
  plain text not null,
  strict text not null,
  first text not null,
  first_strict text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- The credit that comes to an operator which is no seed, with the customers it shares with seeds, and what it passes on.
create table operator_flow (
  chain text not null,
  id text not null,                     -- operator
  taking bigint not null,               -- what all its customers spent there, as far as it counts
  inflow bigint not null,
  inflow_strict bigint not null,
  passed bigint not null,
  passed_strict bigint not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- What was spent at the operator of a seed, as far as it counts, and the most that it makes of credit.
create table seed_flow (
  chain text not null,
  id text not null,                     -- operator
  taking bigint not null,
  most bigint not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- What a file behind feedback says. A claim of its author, keyed by content, never part of the history of the chain.
create table feedback_file (
  id text not null primary key,         -- SHA-256 of the bytes
  sorted_hash text not null,            -- keccak-256 of the file as some writers serialize it: see MISMATCH_KNOWN_PRODUCER
  proof text                            -- the payment that it speaks of, JSON { from, to, chain, tx }; null: none
);
