// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

interface IERC721Receiver {
    function onERC721Received(address operator, address from, uint256 tokenId, bytes calldata data)
        external
        returns (bytes4);
}

interface IERC1271 {
    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4);
}

/// @title An ERC-8004 identity registry for tests and demos. Not for production.
/// @notice Emits the logs and keeps the state of the deployed registries (version 2.0.0), their surprises included.
///         It has no proxy, no owner and no upgrade.
contract TestIdentityRegistry {
    struct MetadataEntry {
        string metadataKey;
        bytes metadataValue;
    }

    /// What the proxy before a deployed registry emits.
    event Upgraded(address indexed implementation);
    event Registered(uint256 indexed agentId, string agentURI, address indexed owner);
    event MetadataSet(
        uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue
    );
    event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy);

    // ERC-721
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);

    // ERC-4906; the second is part of that standard, and never emitted
    event MetadataUpdate(uint256 _tokenId);
    event BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId);

    // ERC-6093
    error ERC721NonexistentToken(uint256 tokenId);
    error ERC721IncorrectOwner(address sender, uint256 tokenId, address owner);
    error ERC721InsufficientApproval(address operator, uint256 tokenId);
    error ERC721InvalidApprover(address approver);
    error ERC721InvalidOperator(address operator);
    error ERC721InvalidOwner(address owner);
    error ERC721InvalidReceiver(address receiver);

    string public constant name = "AgentIdentity";
    string public constant symbol = "AGENT";
    string public constant getVersion = "2.0.0";

    string private constant WALLET_KEY = "agentWallet";
    bytes32 private constant WALLET_TYPEHASH =
        keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)");
    bytes32 private immutable _domainSeparator = keccak256(
        abi.encode(
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
            keccak256("ERC8004IdentityRegistry"),
            keccak256("1"),
            block.chainid,
            address(this)
        )
    );

    uint256 private _nextId;
    mapping(uint256 agentId => mapping(string key => bytes)) private _metadata;
    mapping(uint256 agentId => string) private _uris;
    mapping(uint256 agentId => address) private _owners;
    mapping(uint256 agentId => address) private _approved;
    mapping(address owner => uint256) private _balances;
    mapping(address owner => mapping(address operator => bool)) public isApprovedForAll;

    modifier onlyAuthorized(uint256 agentId) {
        require(isAuthorizedOrOwner(msg.sender, agentId), "Not authorized");
        _;
    }

    // Registration

    /// @notice Registers an agent without a URI; no `MetadataUpdate` is how its logs differ from an empty URI.
    function register() external returns (uint256 agentId) {
        agentId = _mint();
        _emitRegistered(agentId, "");
    }

    function register(string memory agentURI) public returns (uint256 agentId) {
        agentId = _mint();
        _setTokenURI(agentId, agentURI);
        _emitRegistered(agentId, agentURI);
    }

    function register(string memory agentURI, MetadataEntry[] calldata metadata) external returns (uint256 agentId) {
        agentId = register(agentURI);
        for (uint256 i; i < metadata.length; ++i) {
            _setFreeMetadata(agentId, metadata[i].metadataKey, metadata[i].metadataValue);
        }
    }

    /// @dev Hands control to the receiver in the middle of the registration. The wallet is stored before, so what the
    ///      receiver does to it stands, and the logs that `_emitRegistered` adds afterwards may contradict the state.
    function _mint() private returns (uint256 agentId) {
        agentId = _nextId++;
        _metadata[agentId][WALLET_KEY] = abi.encodePacked(msg.sender);
        _owners[agentId] = msg.sender;
        ++_balances[msg.sender];
        emit Transfer(address(0), msg.sender, agentId);
        _checkReceiver(address(0), msg.sender, agentId, "");
    }

    function _emitRegistered(uint256 agentId, string memory agentURI) private {
        emit Registered(agentId, agentURI, msg.sender);
        emit MetadataSet(agentId, WALLET_KEY, WALLET_KEY, abi.encodePacked(msg.sender));
    }

    // URI and metadata

    function setAgentURI(uint256 agentId, string calldata newURI) external onlyAuthorized(agentId) {
        _setTokenURI(agentId, newURI);
        emit URIUpdated(agentId, newURI, msg.sender);
    }

    function tokenURI(uint256 agentId) external view returns (string memory) {
        ownerOf(agentId);
        return _uris[agentId];
    }

    function setMetadata(uint256 agentId, string calldata metadataKey, bytes calldata metadataValue)
        external
        onlyAuthorized(agentId)
    {
        _setFreeMetadata(agentId, metadataKey, metadataValue);
    }

    function getMetadata(uint256 agentId, string calldata metadataKey) external view returns (bytes memory) {
        return _metadata[agentId][metadataKey];
    }

    function _setTokenURI(uint256 agentId, string memory uri) private {
        _uris[agentId] = uri;
        emit MetadataUpdate(agentId);
    }

    /// @dev Compares bytes: `AgentWallet`, an empty key or a key with NUL bytes is free.
    function _setFreeMetadata(uint256 agentId, string calldata key, bytes calldata value) private {
        require(keccak256(bytes(key)) != keccak256(bytes(WALLET_KEY)), "reserved key");
        _setMetadata(agentId, key, value);
    }

    function _setMetadata(uint256 agentId, string memory key, bytes memory value) private {
        _metadata[agentId][key] = value;
        emit MetadataSet(agentId, key, key, value);
    }

    // Wallet

    /// @notice Names the wallet that agreed to it: `signature` is the new wallet's, by ECDSA or ERC-1271.
    function setAgentWallet(uint256 agentId, address newWallet, uint256 deadline, bytes calldata signature)
        external
        onlyAuthorized(agentId)
    {
        require(newWallet != address(0), "bad wallet");
        require(block.timestamp <= deadline, "expired");
        require(deadline <= block.timestamp + 5 minutes, "deadline too far");
        bytes32 content = keccak256(abi.encode(WALLET_TYPEHASH, agentId, newWallet, ownerOf(agentId), deadline));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", _domainSeparator, content));
        require(_isSignedBy(newWallet, digest, signature), "invalid wallet sig");
        _setMetadata(agentId, WALLET_KEY, abi.encodePacked(newWallet));
    }

    function unsetAgentWallet(uint256 agentId) external onlyAuthorized(agentId) {
        _setMetadata(agentId, WALLET_KEY, "");
    }

    function getAgentWallet(uint256 agentId) external view returns (address) {
        return address(bytes20(_metadata[agentId][WALLET_KEY]));
    }

    /// @dev ECDSA comes first, because an account with delegated code (EIP-7702) still signs with its key.
    function _isSignedBy(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (signature.length == 65) {
            (bytes32 r, bytes32 s) = abi.decode(signature[:64], (bytes32, bytes32));
            if (ecrecover(digest, uint8(signature[64]), r, s) == signer) return true;
        }
        (bool ok, bytes memory answer) =
            signer.staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        return ok && answer.length >= 32 && bytes4(answer) == IERC1271.isValidSignature.selector;
    }

    // ERC-721

    function ownerOf(uint256 agentId) public view returns (address owner) {
        owner = _owners[agentId];
        if (owner == address(0)) revert ERC721NonexistentToken(agentId);
    }

    function balanceOf(address owner) external view returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        return _balances[owner];
    }

    function isAuthorizedOrOwner(address spender, uint256 agentId) public view returns (bool) {
        address owner = ownerOf(agentId);
        // Without an approval `_approved` is zero, which must not let the zero address in.
        return spender != address(0)
            && (spender == owner || isApprovedForAll[owner][spender] || spender == _approved[agentId]);
    }

    function getApproved(uint256 agentId) external view returns (address) {
        ownerOf(agentId);
        return _approved[agentId];
    }

    function approve(address to, uint256 agentId) external {
        address owner = ownerOf(agentId);
        if (msg.sender != owner && !isApprovedForAll[owner][msg.sender]) revert ERC721InvalidApprover(msg.sender);
        _approved[agentId] = to;
        emit Approval(owner, to, agentId);
    }

    function setApprovalForAll(address operator, bool approved) external {
        if (operator == address(0)) revert ERC721InvalidOperator(operator);
        isApprovedForAll[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /// @dev Every transfer, also one to the owner itself, clears the wallet with a log and the approval without one.
    function transferFrom(address from, address to, uint256 agentId) public {
        address owner = ownerOf(agentId);
        if (to == address(0)) revert ERC721InvalidReceiver(to);
        if (!isAuthorizedOrOwner(msg.sender, agentId)) revert ERC721InsufficientApproval(msg.sender, agentId);
        if (owner != from) revert ERC721IncorrectOwner(from, agentId, owner);
        _setMetadata(agentId, WALLET_KEY, "");
        delete _approved[agentId];
        --_balances[from];
        ++_balances[to];
        _owners[agentId] = to;
        emit Transfer(from, to, agentId);
    }

    function safeTransferFrom(address from, address to, uint256 agentId) external {
        safeTransferFrom(from, to, agentId, "");
    }

    function safeTransferFrom(address from, address to, uint256 agentId, bytes memory data) public {
        transferFrom(from, to, agentId);
        _checkReceiver(from, to, agentId, data);
    }

    function _checkReceiver(address from, address to, uint256 agentId, bytes memory data) private {
        if (to.code.length == 0) return;
        bytes4 answer = IERC721Receiver(to).onERC721Received(msg.sender, from, agentId, data);
        if (answer != IERC721Receiver.onERC721Received.selector) revert ERC721InvalidReceiver(to);
    }

    /// @notice ERC-165, ERC-721, ERC-721 metadata, ERC-4906.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x80ac58cd || id == 0x5b5e139f || id == 0x49064906;
    }
}
