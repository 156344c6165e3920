using System.Text.Json.Serialization;

namespace Ampwright.Station.Flight;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(FlightLine))]
internal sealed partial class FlightJson : JsonSerializerContext;
