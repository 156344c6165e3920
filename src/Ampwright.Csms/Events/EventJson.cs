using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Csms.Events;

/// <summary>The form in which a change is stored and sent on; it is frozen by a test.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StateChange))]
internal sealed partial class EventJson : JsonSerializerContext;
