using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Ampwright.Csms.Tests.Connections;
using Ampwright.Csms.Tests.Hosting;
using Ampwright.Ocpp.Certificates;
using HashAlgorithm = Ampwright.Ocpp.Messages.Security.HashAlgorithm;

namespace Ampwright.Csms.Tests.SecurityProfiles;

/// <summary>
/// A station with a security profile, on real sockets, that does what the whitepaper asks of it, and otherwise where a test says so. It answers every
/// CALL by itself; <see cref="Says"/> replaces an answer, null leaves the CALL unanswered.
/// </summary>
internal sealed class SwitchingStation(ServedCsms csms, string identity = "CP1") : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _asked = [];
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly SemaphoreSlim _sending = new(1);
    private RawStation? _raw;
    private Task _listening = Task.CompletedTask;
    private int _messages;

    /// <summary>What it connects by.</summary>
    public int Profile { get; set; }

    /// <summary>What it was told to connect by next.</summary>
    public int? NextProfile { get; set; }

    public byte[]? Password { get; set; }

    public X509Certificate2? Certificate { get; set; }

    public List<X509Certificate2> Roots { get; } = [];

    /// <summary>Every CALL it got, by action and, for a key, its name.</summary>
    public ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Answers of its own by action, or by the name of a key.</summary>
    public ConcurrentDictionary<string, Func<JsonElement, string?>> Says { get; } = [];

    /// <summary>It reconnects by itself once it has agreed to switch.</summary>
    public bool Switches { get; set; } = true;

    /// <summary>A proxy ends its TLS, and says so to the CSMS.</summary>
    public bool IsBehindProxy { get; set; }

    public string KeyKind { get; set; } = "Accepted";

    public int Connections { get; private set; }

    /// <summary>How often it got this.</summary>
    public int Times(string call) => Calls.Count(one => one == call);

    public async Task ConnectAsync()
    {
        Assert.Equal(101, await KnockAsync(Profile));
    }

    /// <summary>Comes by this profile; stays where it is let in.</summary>
    public async Task<int> KnockAsync(int profile, bool boots = true)
    {
        var raw = new RawStation(profile >= 2 && !IsBehindProxy ? csms.SecureAddress : csms.Address, identity)
        {
            Authorization = profile is 1 or 2 && Password is not null ? RawStation.Basic(identity, Password) : null,
            Certificate = profile == 3 ? Certificate : null,
        };
        if (IsBehindProxy) raw.Headers["X-Forwarded-Proto"] = profile >= 2 ? "https" : "http";
        var status = await raw.KnockAsync();
        if (status != 101)
        {
            await raw.DisposeAsync();
            return status;
        }
        await LeaveAsync();
        _raw = raw;
        Connections++;
        _listening = ListenAsync(raw);
        if (boots) await CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        return status;
    }

    /// <summary>Knocks with a connection of its own, which is closed again.</summary>
    public async Task<int> TryAsync(int profile)
    {
        await using var other = new SwitchingStation(csms, identity) { Password = Password, Certificate = Certificate, IsBehindProxy = IsBehindProxy };
        return await other.KnockAsync(profile, boots: false);
    }

    public async Task LeaveAsync()
    {
        if (_raw is not { } raw) return;
        _raw = null;
        raw.Socket.Abort();
        await _listening;
        await raw.DisposeAsync();
    }

    public async Task<JsonElement> CallAsync(string action, string payload)
    {
        var id = $"s{Interlocked.Increment(ref _messages)}";
        var answer = _asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(_raw!, $"""[2,"{id}","{action}",{payload}]""");
        return await answer.Task.WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>It connects anew once it got this, as stations do by a new key.</summary>
    public async Task ConnectAgainAfterAsync(string call)
    {
        await TestKit.Eventually.HoldsAsync(() => Times(call) > 0);
        await TestKit.Eventually.HoldsAsync(async () => !(await csms.SendAsync("GET", "/api/v1/commands")).Text.Contains("\"Sent\"", StringComparison.Ordinal));
        await ConnectAsync();
    }

    /// <summary>It says this, and is let go instead of answered.</summary>
    public async Task EndsAfterAsync(string action)
    {
        await SendAsync(_raw!, $"""[2,"last","{action}",{"{}"}]""");
        await _listening.WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>Comes by the profile that it was told.</summary>
    public async Task SwitchAsync()
    {
        Profile = NextProfile ?? Profile;
        NextProfile = null;
        await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _key.Dispose();
        _sending.Dispose();
    }

    private async Task ListenAsync(RawStation raw)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    received = await raw.Socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += received.Count;
                }
                while (!received.EndOfMessage);
                if (received.MessageType == WebSocketMessageType.Close) return;
                var frame = JsonElement.Parse(Encoding.UTF8.GetString(buffer, 0, length));
                if (frame[0].GetInt32() != 2)
                {
                    if (_asked.TryRemove(frame[1].GetString()!, out var asked)) asked.TrySetResult(frame);
                    continue;
                }
                await TakeAsync(raw, frame);
            }
        }
        catch (Exception ended) when (ended is WebSocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // It left, or was left.
        }
    }

    private async Task TakeAsync(RawStation raw, JsonElement call)
    {
        var action = call[2].GetString()!;
        var key = action == "ChangeConfiguration" ? call[3].GetProperty("key").GetString()! : null;
        Calls.Enqueue(key ?? action);
        var answer = Says.TryGetValue(key ?? action, out var own) ? own(call[3]) : Answer(key ?? action, call[3]);
        if (answer is null) return;
        await SendAsync(raw, answer.StartsWith('[') ? answer.Replace("ID", call[1].GetString(), StringComparison.Ordinal) : $"""[3,"{call[1].GetString()}",{answer}]""");
        var agreed = answer.Contains("Accepted", StringComparison.Ordinal);
        // In the background: the answers to what it asks come through the loop that called this.
        if (agreed && ((key == "SecurityProfile" && Switches) || action == "Reset")) _ = Task.Run(SwitchAsync);
        if (agreed && action == "ExtendedTriggerMessage") _ = Task.Run(SignAsync);
    }

    public Task<JsonElement> SignAsync() => CallAsync("SignCertificate", JsonSerializer.Serialize(new Dictionary<string, string> { ["csr"] = SigningRequest.Write(_key, identity, "Ampwright") }));

    public string Answer(string what, JsonElement payload)
    {
        switch (what)
        {
            case "GetInstalledCertificateIds":
                if (Roots.Count == 0) return """{"status":"NotFound"}""";
                var hashes = Roots.Select(root => CertificateHashes.Of(root, root, HashAlgorithm.SHA384)).Select(hash =>
                    $$"""{"hashAlgorithm":"SHA384","issuerNameHash":"{{hash.IssuerNameHash}}","issuerKeyHash":"{{hash.IssuerKeyHash}}","serialNumber":"{{hash.SerialNumber}}"}""");
                return $$"""{"status":"Accepted","certificateHashData":[{{string.Join(',', hashes)}}]}""";
            case "InstallCertificate":
                Roots.Add(X509Certificate2.CreateFromPem(payload.GetProperty("certificate").GetString()));
                break;
            case "CertificateSigned":
                using (var leaf = X509Certificate2.CreateFromPem(payload.GetProperty("certificateChain").GetString()))
                using (var pair = leaf.CopyWithPrivateKey(_key))
                    Certificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
                break;
            case "GetConfiguration":
                return """{"configurationKey":[]}""";
            case "AuthorizationKey":
                Password = Convert.FromHexString(payload.GetProperty("value").GetString()!);
                return $$"""{"status":"{{KeyKind}}"}""";
            case "SecurityProfile":
                NextProfile = int.Parse(payload.GetProperty("value").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
                break;
            default:
                break;
        }
        return """{"status":"Accepted"}""";
    }

    private async Task SendAsync(RawStation raw, string frame)
    {
        await _sending.WaitAsync(Patience);
        try
        {
            await raw.SendAsync(frame);
        }
        finally
        {
            _sending.Release();
        }
    }
}
