namespace Slo.Hosting.Reactions.Actions;

/// <summary>A type of actions that can be used in configuration.</summary>
/// <param name="Name">Its name in configuration.</param>
/// <param name="Action">The class.</param>
/// <param name="Create">Creates an action, with the services of the host, or null without a host.</param>
internal sealed record ReactionActionType(string Name, Type Action, Func<IServiceProvider?, SloReactionAction> Create)
{
    /// <summary>The types that need no registration.</summary>
    internal static readonly ReactionActionType[] BuiltInTypes =
    [
        Of<HaProxyAction>("HaProxy"),
        Of<WebhookAction>("Webhook"),
    ];

    internal static ReactionActionType Of<T>(string name) where T : SloReactionAction, new() => new(name, typeof(T), _ => new T());
}
