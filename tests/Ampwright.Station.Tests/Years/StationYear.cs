using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Payloads;
using Ampwright.Ocpp.Rpc;
using Ampwright.Station.Connection;
using Ampwright.Station.Hardware;
using Ampwright.Station.Loop;
using Ampwright.Station.Product;
using Ampwright.Station.Tests.Journal;
using Ampwright.Station.Tests.Life;

namespace Ampwright.Station.Tests.Years;

/// <summary>
/// A station's life by chance, all from one seed and on one thread: drivers, a CSMS that wants things, power that goes at any instant and in
/// the middle of any disk call, connections that break, clocks that jump. Held against a <see cref="Ledger"/> as it goes. What happens
/// on a day is in StationYear.Days.cs.
/// </summary>
internal sealed partial class StationYear : IDisposable
{
    private readonly StationUnderTest _test;
    private readonly Random _random;
    private readonly YearTrace _trace;
    private readonly Ledger _ledger;
    private readonly MoodyCsms _csms;
    private readonly YearCounts _counts = new();
    private readonly ProductProfile _product;
    private bool _powerGone;
    private bool _powerDue;
    private bool _cutsAtBoot = true;

    /// <param name="seed">Everything follows from it.</param>
    /// <param name="setting">Who lives it; null = that follows from the seed too.</param>
    public StationYear(int seed, YearSetting? setting = null)
    {
        Seed = seed;
        Setting = setting ?? YearSetting.Of(seed);
        _random = new Random(seed);
        _product = ProductProfileReader.Read(Setting.Preset);
        _test = new StationUnderTest(
            Setting.Preset,
            product => product with
            {
                Configuration = new Dictionary<string, string>(product.Configuration, StringComparer.Ordinal)
                {
                    ["MeterValueSampleInterval"] = $"{Math.Min(300, product.Limits.GreatestSampleInterval)}",
                },
            },
            options: one => one with { MostQueuedMessages = Setting.MostQueuedMessages, SameIdOnRetry = Setting.SameIdOnRetry },
            seed: seed);
        _trace = new YearTrace(_test.Time);
        _ledger = new Ledger(_trace, Setting.SameIdOnRetry);
        _csms = new MoodyCsms(_test, _ledger, _trace, new Random(seed + 1));
        _test.Csms.Door = _ => _powerGone ? new NetworkException("no power") : null;
        _test.Hardware.OnPowerLost = () =>
        {
            _powerGone = true;
            _test.Csms.Break();
        };
        _test.Born = station =>
        {
            _ledger.Begin(station);
            _test.Disk.Synced = _ledger.Synced;
        };
    }

    public int Seed { get; }

    public YearSetting Setting { get; }

    public string Hash => _trace.Hash;

    /// <summary>Lives so many days and checks everything.</summary>
    /// <exception cref="InvariantBrokenException">With the seed and the last events.</exception>
    public YearCounts Live(int days = 365) => Judged(() =>
    {
        PowerOn(BootCause.Power);
        for (var day = 0; day < days; day++) Day();
        Heal(days: 2);
        return _counts with
        {
            Sessions = _ledger.Transactions.Count,
            Messages = _ledger.Heard,
            Repeats = _ledger.Repeats,
            Thinned = _ledger.Thinned,
            GivenUp = _ledger.GivenUp,
            Lost = _ledger.Lost,
        };
    });

    public void Dispose()
    {
        _test.Dispose();
        _trace.Dispose();
    }

    private T Judged<T>(Func<T> life)
    {
        try
        {
            var result = life();
            _ledger.Close([.. _test.Hardware.Describe().Connectors.Select(connector => connector.Meter.RegisterWh)]);
            return result;
        }
        catch (Exception broken)
        {
            var why = broken is StationLoopException { InnerException: { } inner } ? inner : broken;
            throw new InvariantBrokenException(
                $"seed {Seed} ({Setting}), at {_test.Time.GetUtcNow():u}, trace {Hash}: {(why is InvariantBrokenException ? why.Message : why)}\n{string.Join('\n', _trace.Last)}");
        }
    }

    private void Run(double seconds)
    {
        After();
        _test.Time.Advance(TimeSpan.FromSeconds(seconds), After);
        After();
    }

    /// <summary>What follows from what has happened, lives that end and begin included; then the instant is judged.</summary>
    private void After()
    {
        while (true)
        {
            try
            {
                if (_powerGone)
                {
                    Cut();
                }
                _test.Settle();
            }
            catch (Exception cut) when (_test.Disk.IsOff && IsCut(cut))
            {
                // The disk says so below.
            }
            if (_test.IsAlive && _test.Disk.IsOff)
            {
                _counts.Torn++;
                Cut();
            }
            else if (_test.IsAlive && _test.Resets.Count > 0)
            {
                NextLife(_test.Resets[^1] == ResetKind.Hard ? BootCause.HardReset : BootCause.SoftReset);
            }
            else if (!_test.IsAlive && _powerDue)
            {
                PowerOn(BootCause.Power);
            }
            else if (!_powerGone)
            {
                break;
            }
        }
        Watch();
    }

    private static bool IsCut(Exception cut) => cut is PowerCutException or StationLoopException { InnerException: PowerCutException };

    /// <summary>The power is gone, now; it comes back after a while.</summary>
    private void Cut()
    {
        _trace.Add("power cut");
        _counts.Lives++;
        var disk = _test.Disk;
        _test.Die();
        if (_test.Hardware.Powered) _test.Hardware.CutPower();
        _powerGone = false;
        _test.Resets.Clear();
        _test.Disk = disk.AfterPowerCut(_random.Next());
        _powerDue = false;
        ITimer? back = null;
        back = _test.Time.CreateTimer(
            _ =>
            {
                back?.Dispose();
                _powerDue = true;
            },
            null, TimeSpan.FromSeconds(_random.Next(4) == 0 ? _random.Next(7_200) : 1 + _random.Next(30)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>The runtime ends and begins anew over a disk that lost nothing.</summary>
    private void NextLife(BootCause cause)
    {
        _trace.Add($"next life: {cause}");
        _counts.Lives++;
        _test.Die();
        _test.Resets.Clear();
        _test.Disk = _test.Disk.AfterKill();
        PowerOn(cause);
    }

    private void PowerOn(BootCause cause)
    {
        _powerDue = false;
        _trace.Add($"boot: {cause}");
        // Now and then the power goes again before the station is up.
        if (_cutsAtBoot && _random.Next(12) == 0) CutAtDiskCall(1 + _random.Next(12));
        try
        {
            _test.PowerOn(cause);
        }
        catch (Exception cut) when (_test.Disk.IsOff && IsCut(cut))
        {
            if (!_test.IsAlive) Cut();
        }
        catch (IOException)
        {
            Cut(); // Its journal could not be opened; whoever runs it starts it again.
        }
    }

    private void CutAtDiskCall(int calls)
    {
        var at = _test.Disk.Calls + calls;
        _test.Disk.FaultAt = number => number == at ? DiskFault.PowerCut : DiskFault.None;
    }

    // I8: energy only for a transaction, and never more than the hardware is made for.
    private void Watch()
    {
        var sum = 0;
        foreach (var connector in _test.Hardware.Connectors)
        {
            if (!connector.ContactorClosed) continue;
            var number = connector.Facts.Number;
            Check(_test.IsAlive, $"I8: connector {number} gives energy without power");
            Check(_test.Station.Core.Memory.State.RunningOn(number) is not null, $"I8: connector {number} gives energy without a transaction");
            if (connector.EnergyPermitted) sum += connector.AppliedMilliamperes; // Else the car is given the moment it takes to let go.
        }
        Check(sum <= _test.Hardware.Facts.MaxMilliamperes, $"I8: {sum} mA from a supply of {_test.Hardware.Facts.MaxMilliamperes}");
    }

    // I8: what the hardware was told is no more than the least claim.
    private void WatchClaims()
    {
        if (!_test.IsAlive) return;
        foreach (var (connector, state) in _test.Hardware.Connectors.Zip(_test.State.Connectors))
        {
            if (!connector.ContactorClosed || !connector.EnergyPermitted || state.Claims.Count == 0) continue;
            Check(
                connector.AppliedMilliamperes <= state.Claims.Min(claim => claim.Amperes) * 1000,
                $"I8: connector {state.Number} gives {connector.AppliedMilliamperes} mA: {string.Join(", ", state.Claims)}");
        }
    }

    /// <summary>A CALL of the CSMS; the answer, or null if there was none: no connection, a refusal, or one that broke meanwhile.</summary>
    private object? Call(IRequest request)
    {
        if (!_test.IsAlive || !_test.Csms.IsConnected) return null;
        var calls = (CsmsCalls)_test.Csms.Inbound;
        if (calls.IsSilent || calls.Admit(request.Action) is not null) return null;
        var station = _test.Station;
        var call = new InboundCall(request.Action, $"csms-{_counts.Commands}", request, [], PayloadJson.ToUtf8(request.Action.Request, request));
        Task<object>? task = null;
        station.Loop.Post(() => task = calls.CarryOutAsync(call));
        _trace.Add($"< {request.Action.Name} {PayloadJson.ToText(request.Action.Request, request)}");
        for (var step = 0; step < 600; step++)
        {
            if (step == 0) After();
            else Run(0.1);
            if (!_test.IsAlive || _test.Station != station) return null; // The connection ended with the life.
            if (task!.IsCompleted) break;
        }
        Check(task!.IsCompleted, $"I9: {request.Action.Name} has no answer");
        if (task.IsFaulted)
        {
            Check(task.Exception!.InnerException is CallRefusedException, $"{request.Action.Name} failed: {task.Exception.InnerException}");
            _counts.Commands++;
            call.AfterAnswer?.Invoke();
            After();
            return null;
        }
#pragma warning disable VSTHRD002, VSTHRD104 // It is there.
        var response = task.GetAwaiter().GetResult();
#pragma warning restore VSTHRD002, VSTHRD104
        var text = PayloadJson.ToUtf8(request.Action.Response, response);
        List<Finding> findings = [];
        request.Action.Response.Read(text, ReadMode.Strict, findings);
        Check(findings.Count == 0, $"{request.Action.Name} was answered with {string.Join(", ", findings)}");
        _trace.Add($"= {System.Text.Encoding.UTF8.GetString(text)}");
        _ledger.Answered(request.Action.Name);
        _counts.Commands++;
        call.AfterAnswer?.Invoke();
        After();
        return response;
    }

    private static void Check(bool holds, string what)
    {
        if (!holds) throw new InvariantBrokenException(what);
    }
}
