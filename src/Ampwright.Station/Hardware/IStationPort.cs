using System.Threading.Channels;

namespace Ampwright.Station.Hardware;

/// <summary>
/// Everything the runtime knows of the hardware it runs on. No OCPP type appears behind this port.
/// </summary>
/// <remarks>
/// The runtime <em>asks</em>, the board <em>decides</em>: control pilot, residual current, contactor and weld logic stay on the
/// controller board, which makes itself safe when the host falls silent. Currents are milliamperes per phase; <c>null</c> means
/// no limit and 0 means pause. Stamps are monotonic, as <see cref="TimeProvider.GetTimestamp"/> of the time provider in use.
/// Members may be called from any thread; none of them blocks.
/// </remarks>
public interface IStationPort
{
    /// <summary>What this hardware is and can do. Constant for the life of the port.</summary>
    StationFacts Facts { get; }

    /// <summary>One per connector, ordered by <see cref="ConnectorFacts.Number"/>, which counts from 1 without gaps.</summary>
    IReadOnlyList<IConnectorPort> Connectors { get; }

    /// <summary>The readers of the station; a reader belongs to the station, not to a connector. May be empty.</summary>
    IReadOnlyList<IReaderPort> Readers { get; }

    IIndicatorPort Indicators { get; }

    IHostPort Host { get; }

    /// <summary>
    /// What happened, in the order it happened, from the moment the port came into being; completed when the hardware loses power.
    /// One reader.
    /// </summary>
    ChannelReader<HardwareEvent> Events { get; }

    /// <summary>
    /// The state of everything at one instant, for the boot: it decides whether a session resumes or is closed. Events with a stamp
    /// after <see cref="StationSnapshot.Stamp"/> are news, earlier ones are already in the snapshot.
    /// </summary>
    StationSnapshot ReadSnapshot();
}
