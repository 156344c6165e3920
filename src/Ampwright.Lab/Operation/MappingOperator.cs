using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Lab.Operation;

/// <summary>Turns every action into an HTTP request of somebody's rig, as a mapping file says: <c>{"plug":{"url":"http://rig/plug/{connector}"}}</c>.</summary>
internal sealed class MappingOperator(HttpClient http, IReadOnlyDictionary<StationAction, MappedRequest> mapping) : IStationOperator
{
    private static readonly JsonSerializerOptions Strictly = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
    };

    /// <exception cref="LabException">The file is not there or cannot be understood.</exception>
    public static IReadOnlyDictionary<StationAction, MappedRequest> Read(string file)
    {
        var known = string.Join(", ", Enum.GetNames<StationAction>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        try
        {
            return JsonSerializer.Deserialize<Dictionary<StationAction, MappedRequest>>(File.ReadAllText(file), Strictly)
                ?? throw new LabException($"{file} is empty; it may map {known}.");
        }
        catch (IOException missing)
        {
            throw new LabException($"The mapping file {file} cannot be read: {missing.Message}", missing);
        }
        catch (JsonException unreadable)
        {
            throw new LabException($"{file} is no mapping ({unreadable.Message}); it may map {known}, each to {{\"url\":…,\"method\":…,\"body\":…}}.", unreadable);
        }
    }

    public async Task DoAsync(StationAction action, int connector, string? tag)
    {
        if (!mapping.TryGetValue(action, out var mapped))
            throw new OperatorException($"The mapping file has no {JsonNamingPolicy.CamelCase.ConvertName(action.ToString())}.");
        using var request = new HttpRequestMessage(new HttpMethod(mapped.Method), Fill(mapped.Url, connector, Uri.EscapeDataString(tag ?? "")));
        if (mapped.Body is { } body) request.Content = new StringContent(Fill(body, connector, JsonEncodedText.Encode(tag ?? "").ToString()), Encoding.UTF8, mapped.ContentType);
        foreach (var (name, value) in mapped.Headers ?? new Dictionary<string, string>()) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await http.SendAsync(request);
            if (!answer.IsSuccessStatusCode)
                throw new OperatorException($"{request.RequestUri} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
        catch (HttpRequestException gone)
        {
            throw new OperatorException($"{request.RequestUri} cannot be reached: {gone.Message}", gone);
        }
    }

    private static string Fill(string text, int connector, string tag) => text.Replace("{connector}", $"{connector}").Replace("{tag}", tag);
}
