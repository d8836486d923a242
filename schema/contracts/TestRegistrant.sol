// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {IERC1271, IERC721Receiver, TestIdentityRegistry} from "./TestIdentityRegistry.sol";

/// @title A contract that registers agents and acts in the middle of its own registration. A test fixture.
/// @notice Whenever it receives an agent it first sets its URI, then registers one more agent, then forwards the
///         agent it received: each only if the constructor was told so.
contract TestRegistrant is IERC721Receiver, IERC1271 {
    TestIdentityRegistry private immutable _registry;
    address private immutable _recipient;
    string private _uri;
    bool private _registersAnother;

    /// @param registry         where it registers, and whose agents it expects to receive
    /// @param recipient        to whom it forwards what it receives; zero: keep it
    /// @param uri              what it sets as the URI of what it receives; empty: leave it
    /// @param registersAnother whether it answers the first agent by registering another, without URI
    constructor(TestIdentityRegistry registry, address recipient, string memory uri, bool registersAnother) {
        _registry = registry;
        _recipient = recipient;
        _uri = uri;
        _registersAnother = registersAnother;
    }

    function register() external {
        _registry.register();
    }

    function register(string calldata agentURI) external {
        _registry.register(agentURI);
    }

    function onERC721Received(address, address, uint256 agentId, bytes calldata) external returns (bytes4) {
        if (bytes(_uri).length > 0) _registry.setAgentURI(agentId, _uri);
        if (_registersAnother) {
            _registersAnother = false; // before the call, which comes back here
            _registry.register();
        }
        if (_recipient != address(0)) _registry.transferFrom(address(this), _recipient, agentId);
        return IERC721Receiver.onERC721Received.selector;
    }

    /// @notice As a wallet it agrees to everything.
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return IERC1271.isValidSignature.selector;
    }
}
