// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// @title A board on which anybody announces signed offers
/// @notice An offer is authentic by its signature, not by who posts it: so there is no owner, no role and no fee, and
///         a machine without gas may have its offer carried here by anyone. To withdraw is to announce a void offer.
/// @dev The whole state is two words, each in a slot of its own:
///
///        slot 0  `count`  how many announcements there are; the first has index 0
///        slot 1  `head`   a hash chain over all of them, in order
///
///      One `eth_getProof` of these two slots proves that an index holds every announcement of this board, unchanged
///      and in order: fold its rows as `_append` does and compare. Hence the order of the declarations is part of the
///      interface, and nothing may be declared before them.
contract OfferBoard {
    struct Announcement {
        bytes32 subject;
        bytes32 offerId;
        uint64 seq;
        string uri;
    }

    /// @param index   position on this board, dense from 0
    /// @param subject keccak256 of the offer's `sub` in UTF-8
    /// @param offerId names the exact offer, so that the content behind `uri` cannot be exchanged
    /// @param seq     the offer's version: of one subject the highest rules
    /// @param uri     where the offer is, or the offer itself (`data:application/jwt,...`)
    /// @param by      who carried it here
    event OfferAnnounced(
        uint64 indexed index, bytes32 indexed subject, bytes32 offerId, uint64 seq, string uri, address by
    );

    /// @notice The number of announcements (slot 0, which `head` cannot share: it needs a whole one).
    uint64 public count;

    /// @notice The hash chain over all announcements, zero while there is none (slot 1).
    bytes32 public head;

    /// @notice Announces one offer.
    function announce(bytes32 subject, bytes32 offerId, uint64 seq, string calldata uri) external {
        uint64 index = count;
        head = _append(head, index, subject, offerId, seq, uri);
        count = index + 1;
    }

    /// @notice Announces many offers, with the same result as one `announce` after the other.
    function announceBatch(Announcement[] calldata announcements) external {
        bytes32 tip = head;
        uint64 index = count;
        for (uint256 i; i < announcements.length; ++i) {
            Announcement calldata a = announcements[i];
            tip = _append(tip, index++, a.subject, a.offerId, a.seq, a.uri);
        }
        head = tip;
        count = index;
    }

    function _append(
        bytes32 tip,
        uint64 index,
        bytes32 subject,
        bytes32 offerId,
        uint64 seq,
        string calldata uri
    ) private returns (bytes32) {
        emit OfferAnnounced(index, subject, offerId, seq, uri, msg.sender);
        return keccak256(abi.encode(tip, index, subject, offerId, seq, keccak256(bytes(uri)), msg.sender));
    }
}
