namespace Slo.Hosting.Reactions.Actions;

/// <summary>A type of actions that configuration can name.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Action">The class.</param>
/// <param name="Create">Makes one; given the services of the host, or null where there is no host.</param>
internal sealed record ReactionActionType(string Name, Type Action, Func<IServiceProvider?, SloReactionAction> Create)
{
    /// <summary>The types that need no registration. A new action is a class, and a line here.</summary>
    internal static readonly ReactionActionType[] BuiltInTypes =
    [
        Of<HaProxyAction>("HaProxy"),
        Of<WebhookAction>("Webhook"),
    ];

    internal static ReactionActionType Of<T>(string name) where T : SloReactionAction, new() => new(name, typeof(T), _ => new T());
}
