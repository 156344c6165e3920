using Ampwright.Station.Hardware;
using Ampwright.Station.Product;

namespace Ampwright.Station.Flight;

/// <summary>What a life of the runtime is made of. Nothing secret is in it: neither password nor AuthorizationKey.</summary>
/// <param name="Format">Of the record; see <see cref="RecordedLife.Format"/>.</param>
/// <param name="Boot">Counts the lives of the station.</param>
/// <param name="Frequency">Ticks of the monotonic clock in a second.</param>
/// <param name="Hardware">What the hardware is, in words: a board's address, or the seed of a simulation.</param>
/// <param name="Quantities">What each connector's meter measures.</param>
/// <param name="Firmware">How the running firmware image came to run; null = the hardware takes no other.</param>
/// <param name="Digest">Of that image; null = the one from the factory.</param>
internal sealed record FlightLife(
    int Format,
    int Boot,
    long Frequency,
    ProductProfile Product,
    FlightOptions Options,
    StationFacts Facts,
    IReadOnlyList<IReadOnlyList<MeterQuantity>> Quantities,
    BootCause Cause,
    bool ClockTrusted,
    FirmwareStart? Firmware,
    string? Digest,
    string? Hardware);

/// <summary><see cref="StationOptions"/> without the password.</summary>
internal sealed record FlightOptions(
    string Identity,
    Uri Endpoint,
    Uri? SecureEndpoint,
    IReadOnlyList<string> CsmsRoots,
    IReadOnlyList<string> ManufacturerRoots,
    bool HasPassword,
    IReadOnlyList<string>? FileHosts,
    int Seed,
    bool SameIdOnRetry,
    bool BootNotificationOnTrigger,
    int MostQueuedMessages)
{
    public static FlightOptions Of(StationOptions options) => new(
        options.Identity, options.Endpoint, options.SecureEndpoint, options.CsmsRoots, options.ManufacturerRoots, options.Password is not null,
        options.FileHosts, options.Seed, options.SameIdOnRetry, options.BootNotificationOnTrigger, options.MostQueuedMessages);

    public StationOptions ToOptions() => new()
    {
        Identity = Identity,
        Endpoint = Endpoint,
        SecureEndpoint = SecureEndpoint,
        CsmsRoots = CsmsRoots,
        ManufacturerRoots = ManufacturerRoots,
        Password = HasPassword ? new byte[16] : null,
        FileHosts = FileHosts,
        Seed = Seed,
        SameIdOnRetry = SameIdOnRetry,
        BootNotificationOnTrigger = BootNotificationOnTrigger,
        MostQueuedMessages = MostQueuedMessages,
    };
}
