// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// @title A price feed in the shape of Chainlink's, for tests and demos: anybody may post an answer.
contract TestPriceFeed {
    struct Round {
        int256 answer;
        uint256 updatedAt;
    }

    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    uint8 public immutable decimals;
    string public description;

    uint80 private _latest;
    mapping(uint80 roundId => Round) private _rounds;

    constructor(uint8 decimals_, string memory description_) {
        decimals = decimals_;
        description = description_;
    }

    /// @notice Proxy and aggregator are one here; a reader that looks for the aggregator's logs finds them.
    function aggregator() external view returns (address) {
        return address(this);
    }

    function post(int256 answer) external {
        post(answer, block.timestamp);
    }

    /// @notice Posts with a time of one's own, to make an answer stale.
    function post(int256 answer, uint256 updatedAt) public {
        uint80 roundId = ++_latest;
        _rounds[roundId] = Round(answer, updatedAt);
        emit AnswerUpdated(answer, roundId, updatedAt);
    }

    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        return getRoundData(_latest);
    }

    /// @dev The first round is 1, so a feed without answers has none.
    function getRoundData(uint80 roundId_)
        public
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound)
    {
        require(roundId_ > 0 && roundId_ <= _latest, "No data present");
        Round memory round = _rounds[roundId_];
        return (roundId_, round.answer, round.updatedAt, round.updatedAt, roundId_);
    }
}
