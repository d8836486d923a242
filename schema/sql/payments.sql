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
