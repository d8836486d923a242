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
  hash text not null,                   -- keccak-256 of the bytes behind the URI
  given text not null,                  -- position of NewFeedback
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
