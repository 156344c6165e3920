using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Ampwright.Station.App.Hosting;
using Ampwright.TestKit;

namespace Ampwright.Station.Tests.App;

/// <summary>The program with its real control port, in this process; its CSMS is not there.</summary>
internal sealed class RunningFleet : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _data = Directory.CreateTempSubdirectory("ampwright-station-").FullName;
    private readonly StringWriter _console = new();
    private readonly StringWriter _errors = new();
    private Task<int> _run = Task.FromResult(0);

    public HttpClient Http { get; private set; } = new();

    public Fleet Fleet { get; private set; } = null!;

    public static async Task<RunningFleet> StartAsync(params string[] arguments)
    {
        var running = new RunningFleet();
        var ready = new TaskCompletionSource<Fleet>(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = new CommandLine((options, _) => StationHost.RunAsync(options, running._console, running._stop.Token, (fleet, _) =>
        {
            ready.TrySetResult(fleet);
            return Task.CompletedTask;
        }, logging: _ => { }));
        string[] where = arguments.Contains("--url") ? [] : ["--url", "ws://127.0.0.1:9/ocpp"];
        string[] all = [.. where, "--identity", "CP", "--control-port", "0", "--data", running._data, .. arguments];
        running._run = line.Command.Parse(all).InvokeAsync(new() { Output = running._console, Error = running._errors, ProcessTerminationTimeout = null });
        await Task.WhenAny(ready.Task, running._run);
        Assert.True(ready.Task.IsCompleted, running._errors.ToString());
        running.Fleet = await ready.Task;
        running.Http = new HttpClient { BaseAddress = new Uri(running._console.ToString().Split('\n')[0].Trim().Split(' ')[^1]) };
        await Eventually.HoldsAsync(async () =>
        {
            using var health = await running.Http.GetAsync("/health/ready");
            return health.IsSuccessStatusCode;
        }, "the program is ready");
        return running;
    }

    /// <summary>Runs a command line that must not get as far as starting; returns what it says.</summary>
    public static async Task<(int Code, string Errors)> RefusedAsync(params string[] arguments)
    {
        var errors = new StringWriter();
        var line = new CommandLine((_, _) => Task.FromResult(0));
        var code = await line.Command.Parse(arguments).InvokeAsync(new() { Output = new StringWriter(), Error = errors });
        return (code, errors.ToString());
    }

    /// <summary>Waits for the program to end by itself; what it has written to standard output.</summary>
    public async Task<string> EndedAsync()
    {
        Assert.Equal(0, await _run.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System));
        return _console.ToString();
    }

    public async Task<JsonNode> StateAsync(string path = "/api/station") => (await Http.GetFromJsonAsync<JsonNode>(path))!;

    public async Task<(int Status, JsonNode Body)> PostAsync(string path, string json)
    {
        using var content = new StringContent(json, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await Http.PostAsync(path, content);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonNode>())!);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Assert.Equal(0, await _run);
        Http.Dispose();
        _stop.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
