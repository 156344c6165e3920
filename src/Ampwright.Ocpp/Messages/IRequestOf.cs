namespace Ampwright.Ocpp.Messages;

/// <summary>The payload of a CALL that is answered with a <typeparamref name="TResponse"/>.</summary>
public interface IRequest<TResponse> : IRequest
    where TResponse : class;
