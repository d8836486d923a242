-- Transfers of the configured payment assets that touch a watched address, as exact facts.

create table payment (
  chain text not null,
  id text not null,                     -- position of Transfer
  asset text not null,
  payer text not null,
  payee text not null,
  amount text not null,                 -- atomic units, uint256 as 64 hex digits
  tx text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index payment_by_payer on payment (payer, id);
create index payment_by_payee on payment (payee, id);

-- An EIP-3009 authorization that was used in a transaction with such a transfer.
create table authorization_used (
  chain text not null,
  id text not null,                     -- transaction / asset / authorizer
  asset text not null,
  authorizer text not null,
  tx text not null,
  nonce text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);

-- Whose account an address provably is: it registered agents itself, or signed to be the wallet of one. The first proof stands.
create table account (
  chain text not null,
  id text not null,                     -- address
  operator text not null,               -- the account that registered: the address itself, or that of its agent
  how text not null,                    -- registrant | wallet
  since text not null,                  -- position
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index account_by_operator on account (operator);

-- Addresses that an operator says are its own to be paid at; counts where nobody has proved otherwise. The first to say so stands.
create table pay_to (
  chain text not null,
  id text not null,                     -- address
  operator text not null,
  place text not null,                  -- the agent or DID whose offer says so
  since text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index pay_to_by_operator on pay_to (operator);

-- Every address that an agent was ever of, by whatever role. Never dropped.
create table binding (
  chain text not null,
  id text not null,                     -- agent / address
  agent text not null,
  address text not null,
  roles text not null,                  -- of owner, registrant, wallet, operator, pay_to: sorted, joined by spaces
  proven integer not null,              -- 1: the address itself agreed (it registered, or signed)
  since text not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index binding_by_address on binding (address);
create index binding_by_agent on binding (agent);

-- Under whom an agent stands, and how often it was passed on.
create table tenure (
  chain text not null,
  id text not null,                     -- agent
  operator text not null,               -- the account that registered it
  owner text not null,
  sales bigint not null,                -- transfers since the mint
  sold text,                            -- position of the last; null: none
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index tenure_by_operator on tenure (operator);

-- What an account paid the accounts of an operator on a day, and got back from them.
create table spend (
  chain text not null,
  id text not null,                     -- payer / operator / asset / day
  payer text not null,
  operator text not null,
  asset text not null,
  day bigint not null,
  paid text not null,                   -- atomic units, uint256 as 64 hex digits
  returned text not null,
  payments bigint not null,
  bf bigint not null,
  li bigint not null,
  primary key (chain, id)
);
create index spend_by_payer on spend (payer, operator);
create index spend_by_operator on spend (operator, payer);
create index spend_by_day on spend (chain, day);
