using Ampwright.Csms.Hosting;
using Ampwright.TestKit;
using Ampwright.TestKit.Programs;

namespace Ampwright.Peers;

/// <summary>Our CSMS, the whole program, in this process and under a clock moved by hand.</summary>
internal sealed class LivingCsms : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly StringWriter _told = new();
    private readonly Task<int> _running;
    private Uri _address = new("http://127.0.0.1");

    private LivingCsms(string data, TimeProvider time)
    {
        _running = Task.Run(() => CsmsHost.RunAsync(
            new CsmsOptions { Data = data, Port = 0, ApiToken = CsmsProgram.ApiToken }, TextWriter.Synchronized(_told), _stop.Token, time));
        Api = new CsmsApi(() => _address, CsmsProgram.ApiToken);
    }

    public CsmsApi Api { get; }

    public Uri StationUrl => new($"ws://{_address.Authority}/ocpp");

    public static async Task<LivingCsms> StartAsync(string data, TimeProvider time)
    {
        var csms = new LivingCsms(data, time);
        await Eventually.HoldsAsync(
            async () =>
            {
                if (csms._running.IsFaulted) await csms._running;
                var told = csms._told.ToString();
                var at = told.IndexOf("ws://", StringComparison.Ordinal);
                if (at < 0 || told.IndexOf("/ocpp/", at, StringComparison.Ordinal) is not (> 0 and var end)) return false;
                csms._address = new Uri("http" + told[(at + 2)..end]);
                return await csms.Api.IsReadyAsync();
            },
            "our CSMS serves");
        return csms;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        await _told.DisposeAsync();
    }
}
