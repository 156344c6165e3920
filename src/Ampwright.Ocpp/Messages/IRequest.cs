namespace Ampwright.Ocpp.Messages;

/// <summary>The payload of a CALL; it knows which action it belongs to.</summary>
public interface IRequest
{
    OcppAction Action { get; }
}
