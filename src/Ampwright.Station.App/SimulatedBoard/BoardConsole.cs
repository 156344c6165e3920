using System.Collections.Immutable;
using System.Globalization;
using Ampwright.Station.Board.Simulated;
using Ampwright.Station.Hardware;
using Ampwright.Station.Simulation;

namespace Ampwright.Station.App.SimulatedBoard;

/// <summary>What people do to a simulated board, one line each. To add one: a case in <see cref="Obey"/> and a line in the help.</summary>
internal sealed class BoardConsole(SimulatedStation station, SimulatedBoardServer board)
{
    private const string Help = """
        plug N [station|vehicle]     put a cable and a car in, or one end only     unplug N [station|vehicle]   draw it
        card UID                     hold a card to the reader, as 04A1B2C3        start N, button N            press the start or the stop button
        jam N, free N                the bolt jams, or moves again                 derate N AMPERES|off         lower what it can carry
        fault N|station KIND         raise a critical fault, as groundFault        clear ID|all                 end one
        restart                      the board loses its power for a moment        status                       how everything is
        """;

    /// <summary>The answer to a line; empty for an empty one.</summary>
    public string Obey(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return "";
        try
        {
            switch (words)
            {
                case ["help"]: return Help;
                case ["status"]: break;
                case ["plug", var at, .. var side]: station.Plug(Number(at), Side(side)); break;
                case ["unplug", var at, .. var side]: station.Unplug(Number(at), Side(side)); break;
                case ["card", var uid]: station.PresentCard(Uid(uid)); break;
                case ["start", var at]: station.PressStartButton(Number(at)); break;
                case ["button", var at]: station.PressButton(Number(at)); break;
                case ["jam", var at]: station.FailLock(Number(at), fails: true); break;
                case ["free", var at]: station.FailLock(Number(at), fails: false); break;
                case ["derate", var at, "off"]: station.Derate(Number(at), null, "by hand"); break;
                case ["derate", var at, var amperes]: station.Derate(Number(at), 1000 * Number(amperes), "by hand"); break;
                case ["fault", var at, var kind]:
                    return $"raised {station.RaiseFault(at == "station" ? null : Number(at), Kind(kind), FaultSeverity.Critical).Id}";
                case ["clear", "all"]:
                    foreach (var fault in station.Describe().Faults) station.ClearFault(fault.Id);
                    break;
                case ["clear", var id]: station.ClearFault(id); break;
                case ["restart"]: board.Restart(); break;
                default: return $"\"{line}\" is not known; help lists what is.";
            }
        }
        catch (SimulationRefusedException refused)
        {
            return refused.Message;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }

        return Status();
    }

    private string Status() => string.Join('\n',
    [
        $"host {(board.HostIsThere ? "there" : "away")}; lines not acted upon: {board.BadLines}",
        .. station.Describe().Connectors.Select(at => string.Create(
            CultureInfo.InvariantCulture,
            $"{at.Number}: pilot {at.Pilot}, cable {at.CableMilliamperes?.ToString(CultureInfo.InvariantCulture) ?? "none"}, bolt {at.Lock}, {(at.EnergyPermitted ? "permitted" : "not permitted")}, contactor {(at.ContactorClosed ? "closed" : "open")}, offer {at.OfferMilliamperes} mA, light {at.Indicator?.ToString() ?? "off"}, {at.Meter.PowerMilliwatts / 1000} W, {at.Meter.RegisterWh} Wh")),
        .. station.Describe().Faults.Select(fault => $"fault {fault.Id}: {fault.Kind}, {fault.Severity}"),
    ]);

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1000
        ? number
        : throw new FormatException($"{text} is no number up to 1000.");

    private static PlugSide Side(string[] words) => words switch
    {
        [] => PlugSide.Both,
        ["station"] => PlugSide.Station,
        ["vehicle"] => PlugSide.Vehicle,
        _ => throw new FormatException("The side is station or vehicle; both without one."),
    };

    private static FaultKind Kind(string text) => Enum.TryParse<FaultKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
        ? kind
        : throw new FormatException($"{text} is none of {string.Join(", ", Enum.GetNames<FaultKind>())}.");

    private static ImmutableArray<byte> Uid(string text) => CardUid.TryParse(text, out var uid)
        ? uid
        : throw new FormatException($"A card's UID has {CardUid.Form}.");
}
