using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ampwright.Csms.Prices.Payments;

/// <summary>
/// A provider that moves no money and does the same every time. The method says how it behaves, the word before a point for all orders, or for the kind
/// of order that follows it (<c>lost.capture</c>):
/// <code>
///   ok        done                        declined   declined
///   lost      done, but the first answer is lost     away   no answer at all, twice, and nothing done; done then
///   later     told by a notice only
/// </code>
/// </summary>
internal sealed class TestPaymentProvider(byte[] secret) : IPaymentProvider
{
    private readonly ConcurrentDictionary<string, ProviderAnswer> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    public string Name => "test";

    /// <summary>What was moved: each order once, by its key.</summary>
    public ConcurrentDictionary<string, (ProviderOrderKind Kind, decimal Amount)> Moved { get; } = new(StringComparer.Ordinal);

    public Task<ProviderAnswer> AuthorizeAsync(ProviderOrder order, CancellationToken cancel) => CarryOutAsync(ProviderOrderKind.Authorize, order);

    public Task<ProviderAnswer> CaptureAsync(ProviderOrder order, CancellationToken cancel) => CarryOutAsync(ProviderOrderKind.Capture, order);

    public Task<ProviderAnswer> ReleaseAsync(ProviderOrder order, CancellationToken cancel) => CarryOutAsync(ProviderOrderKind.Release, order);

    public Task<ProviderAnswer> RefundAsync(ProviderOrder order, CancellationToken cancel) => CarryOutAsync(ProviderOrderKind.Refund, order);

    public ProviderNotice? ReadNotice(byte[] body, string? signature)
    {
        if (signature is null || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(body)), Encoding.ASCII.GetBytes(signature))) return null;
        try
        {
            var told = JsonNode.Parse(body)!;
            return new ProviderNotice(
                told["id"]!.GetValue<string>(), told["order"]!.GetValue<string>(),
                new ProviderAnswer(Enum.Parse<ProviderOutcome>(told["outcome"]!.GetValue<string>()), told["reference"]?.GetValue<string>()));
        }
        catch (Exception unreadable) when (unreadable is JsonException or NullReferenceException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A notice as the provider sends it, and the signature that proves it.</summary>
    public (string Body, string Signature) Notice(string id, string order, ProviderOutcome outcome)
    {
        var body = new JsonObject { ["id"] = id, ["order"] = order, ["outcome"] = outcome.ToString(), ["reference"] = Reference(order) }.ToJsonString();
        return (body, Sign(Encoding.UTF8.GetBytes(body)));
    }

    private async Task<ProviderAnswer> CarryOutAsync(ProviderOrderKind kind, ProviderOrder order)
    {
        await Task.Yield();
        var time = _asked.AddOrUpdate(order.Key, 1, (_, before) => before + 1);
        var how = Behaviour(order.Method, kind);
        if (how == "away" && time <= 2) throw new HttpRequestException("The provider cannot be reached.");
        var answer = _answers.GetOrAdd(order.Key, _ => how switch
        {
            "declined" => new ProviderAnswer(ProviderOutcome.Declined, null, "declined by the test provider"),
            "later" => new ProviderAnswer(ProviderOutcome.Pending, null),
            _ => new ProviderAnswer(ProviderOutcome.Done, Reference(order.Key)),
        });
        if (answer.Outcome == ProviderOutcome.Done) Moved.TryAdd(order.Key, (kind, order.Amount));
        return how == "lost" && time == 1 ? throw new HttpRequestException("The answer was lost.") : answer;
    }

    private static string Behaviour(string method, ProviderOrderKind kind)
    {
        var words = method.Split('.');
        return words.Length == 1 || words[1].Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase) ? words[0] : "ok";
    }

    private static string Reference(string key) => $"test_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}";

    private string Sign(byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, body));
}
