using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;

namespace Ampwright.Ocpp.Tests.Payloads;

/// <summary>One payload with one fault and what is expected of it.</summary>
/// <param name="What">The kind of fault.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Json">The payload.</param>
/// <param name="Strict">The code that strict reading gives.</param>
/// <param name="Tolerated">The finding that tolerant reading gives while it reads the payload; null = it gives the same code.</param>
internal sealed record Fault(string What, string Path, string Json, RpcErrorCode Strict, FindingKind? Tolerated);
