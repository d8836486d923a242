// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {TestIdentityRegistry} from "./TestIdentityRegistry.sol";

/// @title An ERC-8004 validation registry for tests and demos. Not for production.
/// @notice Emits the logs and keeps the rules of the deployed registries (version 2.0.0), without their on-chain
///         summaries. It has no proxy, no owner and no upgrade.
contract TestValidationRegistry {
    struct Validation {
        address validatorAddress;
        uint256 agentId;
        uint8 response;
        bytes32 responseHash;
        string tag;
        uint256 lastUpdate;
    }

    /// What the proxy before a deployed registry emits.
    event Upgraded(address indexed implementation);
    event ValidationRequest(
        address indexed validatorAddress, uint256 indexed agentId, string requestURI, bytes32 indexed requestHash
    );
    event ValidationResponse(
        address indexed validatorAddress,
        uint256 indexed agentId,
        bytes32 indexed requestHash,
        uint8 response,
        string responseURI,
        bytes32 responseHash,
        string tag
    );

    string public constant getVersion = "2.0.0";

    TestIdentityRegistry private immutable _identity;
    mapping(bytes32 requestHash => Validation) private _validations;
    mapping(uint256 agentId => bytes32[]) private _requestHashes;

    constructor(TestIdentityRegistry identity) {
        _identity = identity;
    }

    /// @notice Asks a validator to check an agent's work. A hash serves once, whichever agent asks first.
    function validationRequest(
        address validatorAddress,
        uint256 agentId,
        string calldata requestURI,
        bytes32 requestHash
    ) external {
        require(validatorAddress != address(0), "bad validator");
        require(_validations[requestHash].validatorAddress == address(0), "exists");
        require(_identity.isAuthorizedOrOwner(msg.sender, agentId), "Not authorized");
        _validations[requestHash] = Validation(validatorAddress, agentId, 0, 0, "", block.timestamp);
        _requestHashes[agentId].push(requestHash);
        emit ValidationRequest(validatorAddress, agentId, requestURI, requestHash);
    }

    /// @notice The named validator's answer, 0 to 100. It may answer again: the state keeps the last, the logs all.
    function validationResponse(
        bytes32 requestHash,
        uint8 response,
        string calldata responseURI,
        bytes32 responseHash,
        string calldata tag
    ) external {
        Validation storage validation = _existing(requestHash);
        require(response <= 100, "resp>100");
        require(msg.sender == validation.validatorAddress, "not validator");
        validation.response = response;
        validation.responseHash = responseHash;
        validation.tag = tag;
        validation.lastUpdate = block.timestamp;
        emit ValidationResponse(
            msg.sender, validation.agentId, requestHash, response, responseURI, responseHash, tag
        );
    }

    /// @dev As in the deployed registries, response 0 is either an answer or none yet: only the logs tell.
    function getValidationStatus(bytes32 requestHash)
        external
        view
        returns (
            address validatorAddress,
            uint256 agentId,
            uint8 response,
            bytes32 responseHash,
            string memory tag,
            uint256 lastUpdate
        )
    {
        Validation memory v = _existing(requestHash);
        return (v.validatorAddress, v.agentId, v.response, v.responseHash, v.tag, v.lastUpdate);
    }

    function getAgentValidations(uint256 agentId) external view returns (bytes32[] memory) {
        return _requestHashes[agentId];
    }

    function getIdentityRegistry() external view returns (address) {
        return address(_identity);
    }

    function _existing(bytes32 requestHash) private view returns (Validation storage validation) {
        validation = _validations[requestHash];
        require(validation.validatorAddress != address(0), "unknown");
    }
}
