//! The messages in Spanish.

use super::words::{
    ClarificationWords, ComplaintWords, ContentProviderWords, CorrectionWords, DsaNoticeWords, DsaOrderWords,
    EscalationWords, FinalOrderWords, Frame, HostStateWords, Labels, NonDisclosureWords, OrderWords, OwnPageWords,
    PerLapse, PerMatter, PerOutcome, PerParty, PerStep, PreservationWords, PriorWords, ReferralWords,
    ReinstatementWords, ReminderWords, ScrutinyDecisionWords, ScrutinyOpenedWords, ScrutinyWarningWords, StillUpWords,
    WithdrawalWords, Words,
};

pub(super) static WORDS: Words = Words {
    frame: Frame {
        colon: ":",
        rehearsal_mark: "[EJERCICIO - REHEARSAL] ",
        rehearsal: "EJERCICIO (REHEARSAL) - este mensaje forma parte de un ejercicio y carece de efectos jurídicos.",
        recipient: "A",
        genuine_check: "Cómo comprobar, por otro canal, que este mensaje es auténtico",
        reference: "Referencia",
        sent: "Enviado",
        authority: "De",
        officer: "Funcionario responsable",
        contact: "Preguntas a",
    },
    labels: Labels {
        url: "Dirección exacta",
        locator: "Información adicional para identificar y localizar el contenido",
        answer_link: "Responder aquí",
        first_sent: "Primer envío",
        provider: "Prestador",
        order_reference: "Orden de retirada",
        issuing_authority: "Autoridad emisora",
        issued: "Emitida",
        decided: "Fecha de la decisión",
        reasons: "Motivos",
        redress: "Vías de recurso",
    },
    referral: ReferralWords {
        subject: "Comunicación de un contenido para su propia evaluación",
        opening: "Esto es una comunicación. Es voluntaria: no es una orden y la ley no le obliga a darle curso. \
                  Señalamos a su atención el único elemento aquí indicado y le pedimos que lo evalúe con arreglo a sus \
                  propias condiciones generales.",
        seen: "Visto por nosotros",
        why: "Por qué lo señalamos a su atención",
        terms: "Condiciones suyas que pueden ser aplicables",
        answering: "Basta un clic: retirado, mantenido o se necesita más información. Mantener el elemento es una \
                    respuesta tan válida como cualquier otra. Si cree que nos equivocamos, díganoslo; lo registramos y \
                    aprendemos de ello.",
        poster: "Si retira el elemento o lo restringe, le rogamos que comunique a quien lo publicó los motivos y la \
                 forma de reclamar, como prevén sus propias condiciones y el artículo 17 del Reglamento (UE) \
                 2022/2065.",
    },
    order: OrderWords {
        subject: "Orden de retirada con arreglo al Reglamento (UE) 2021/784",
        opening: "A continuación figura una orden de retirada con arreglo al artículo 3 del Reglamento (UE) 2021/784. \
                  Es vinculante.",
        hour: "Deberá retirar el elemento indicado en la sección B, o bloquear el acceso a él en todos los Estados \
               miembros, en el plazo de una hora. La hora empieza a contar desde el momento en que reciba la orden.",
        answering: "La página muestra la orden y recoge su respuesta: el anexo II cuando haya actuado, con la hora; o, \
                    sin demora, el anexo III, si la fuerza mayor, un error manifiesto o la falta de información le \
                    impiden actuar. La sección G indica cómo pueden impugnar la orden usted y el proveedor de \
                    contenidos.",
        preserve: "Le rogamos que conserve durante seis meses el contenido retirado y los datos conexos (artículo 6).",
        order_follows: "La orden figura a continuación de este mensaje.",
    },
    host_state: HostStateWords {
        subject: "Copia de una orden de retirada, artículo 4, apartado 1, del Reglamento (UE) 2021/784",
        opening: "A continuación figura la copia de una orden de retirada que hemos dirigido a un prestador de \
                  servicios de alojamiento de datos cuyo establecimiento principal o representante legal se encuentra \
                  en su Estado miembro.",
        order_sent: "Orden enviada al prestador",
        scrutiny: "En el plazo de 72 horas desde la recepción de esta copia, podrá examinar la orden por propia \
                   iniciativa y decidir si infringe de manera grave o manifiesta el Reglamento o los derechos \
                   fundamentales (artículo 4, apartado 3). Le rogamos que nos informe antes de adoptar tal decisión, \
                   indicando sus motivos (artículo 4, apartado 5).",
    },
    prior: PriorWords {
        subject: "Procedimientos y plazos antes de una primera orden de retirada",
        opening: "Hasta ahora no le hemos dirigido ninguna orden de retirada. El artículo 3, apartado 2, del \
                  Reglamento (UE) 2021/784 nos pide que le informemos, al menos 12 horas antes de una primera orden, \
                  de los procedimientos y plazos aplicables. Este mensaje no es una orden y no le exige actuar sobre \
                  ningún contenido.",
        rules: [
            "1. Una orden indica la dirección exacta de un solo elemento. Usted retira el elemento, o bloquea el \
             acceso a él en todos los Estados miembros, en el plazo de una hora desde la recepción de la orden \
             (artículo 3, apartado 3).",
            "2. Nos informa sin demora indebida, mediante el anexo II, de que ha actuado y de cuándo (artículo 3, \
             apartado 6).",
            "3. Si la fuerza mayor, un error manifiesto o la falta de información le impiden actuar, nos informa sin \
             demora indebida mediante el anexo III; la hora empieza entonces a contar cuando el obstáculo haya \
             desaparecido o haya recibido la aclaración (artículo 3, apartados 7 y 8).",
            "4. Conserva durante seis meses, de forma segura, el contenido retirado y los datos conexos (artículo 6), \
             e informa de la retirada al proveedor de contenidos, salvo que la orden lo prohíba (artículo 11).",
            "5. En el plazo de 48 horas desde la recepción de una orden, puede solicitar que la examine la autoridad \
             competente del Estado miembro en el que esté establecido, si no es el nuestro; esta decide en el plazo de \
             72 horas (artículo 4, apartado 4).",
        ],
        contact_point: "Las órdenes se enviarán a este punto de contacto",
        languages: "Lenguas de las órdenes",
        redress: "Cómo pueden impugnarse las órdenes",
        portal: "Vea aquí cómo es una orden y cómo se responde",
    },
    reminder: ReminderWords {
        subject: "Recordatorio: aún sin respuesta",
        opening: PerMatter {
            referral: "No hemos recibido respuesta a la comunicación aquí indicada. Sigue siendo voluntaria. Si ha \
                       examinado el elemento y lo mantiene, con un clic nos lo hace saber y no volveremos a preguntar.",
            order: "No hemos recibido respuesta a la orden de retirada aquí indicada. Debe ejecutarse en el plazo de \
                    una hora desde su recepción. Si ha actuado, le rogamos que envíe el anexo II; si no puede hacerlo, \
                    envíe inmediatamente el anexo III.",
        },
    },
    escalation: EscalationWords {
        subject: "Su expediente se transmite",
        opening: PerMatter {
            referral: "No hemos recibido respuesta a la comunicación aquí indicada y transmitimos el expediente a la \
                       autoridad que figura más abajo. Esta decidirá por sí misma si procede una orden de retirada.",
            order: "Según nuestros registros, la hora ha transcurrido y no nos ha llegado respuesta a la orden de \
                    retirada aquí indicada. Informamos ahora a la autoridad que figura más abajo, que supervisa el \
                    cumplimiento y decide por sí misma.",
        },
        passed_to: "Transmitido a",
        still_open: "Todavía puede responder. También transmitiremos lo que nos comunique y, si nuestros registros son \
                     erróneos, los corregiremos.",
    },
    still_up: StillUpWords {
        subject: "Pregunta: declarado retirado, todavía visible",
        opening: "Nos comunicó que el elemento aquí indicado había sido retirado. Al comprobarlo de nuevo, seguía \
                  allí.",
        said_removed: "Retirado, según su comunicación",
        seen: "Visto de nuevo por nosotros",
        seen_from: "Visto desde",
        question: "Puede haber una razón corriente, como una memoria caché, una segunda copia o una regla limitada a \
                   algunos países. Le rogamos que lo compruebe y nos diga lo que observa.",
    },
    clarification: ClarificationWords {
        subject: "Respuesta a su anexo III",
        opening: "Nos comunicó que la orden de retirada aquí indicada no podía ejecutarse tal como estaba. Esta es \
                  nuestra respuesta.",
        answer: "Nuestra respuesta",
        hour: "Con este mensaje vuelve a empezar la hora del artículo 3, apartado 3. Se cuenta desde el momento en que \
               lo reciba.",
    },
    correction: CorrectionWords {
        subject: "Orden de retirada corregida tras su anexo III",
        opening: "Mediante el anexo III nos comunicó que la orden de retirada aquí indicada contenía un error o \
                  información insuficiente. La hemos corregido como sigue. Todo lo demás permanece sin cambios.",
        corrected: "Corregido",
        was: "Texto anterior",
        now: "Texto nuevo",
        order_follows: "La orden corregida figura a continuación de este mensaje.",
    },
    withdrawal: WithdrawalWords {
        subject: "Revocación",
        opening: PerMatter {
            referral: "Revocamos la comunicación aquí indicada.",
            order: "Revocamos la orden de retirada aquí indicada. Ya no surte ningún efecto.",
        },
        why: "Motivo",
        consequence: PerMatter {
            referral: "No tiene que hacer nada. Si actuó sobre el elemento a raíz de la comunicación, considere la \
                       posibilidad de restablecerlo; la decisión es suya, con arreglo a sus propias condiciones.",
            order: "Si retiró el elemento o bloqueó el acceso a él a causa de la orden, le rogamos que lo restablezca \
                    de inmediato, salvo que sus propias condiciones se opongan, y que informe de ello al proveedor de \
                    contenidos.",
        },
    },
    scrutiny_opened: ScrutinyOpenedWords {
        subject: "Inicio del examen de una orden de retirada",
        own_initiative: "Nos transmitió una copia de la orden de retirada aquí indicada. La examinamos por propia \
                         iniciativa para determinar si infringe de manera grave o manifiesta el Reglamento (UE) \
                         2021/784 o los derechos y libertades fundamentales garantizados por la Carta (artículo 4, \
                         apartado 3).",
        asked_by_provider: "El prestador de servicios de alojamiento de datos nos ha presentado una solicitud motivada \
                            de examen de la orden de retirada aquí indicada. Decidiremos si infringe de manera grave o \
                            manifiesta el Reglamento (UE) 2021/784 o los derechos y libertades fundamentales \
                            garantizados por la Carta (artículo 4, apartado 4).",
        asked_by_content_provider: "El proveedor de contenidos nos ha presentado una solicitud motivada de examen de \
                                    la orden de retirada aquí indicada. Decidiremos si infringe de manera grave o \
                                    manifiesta el Reglamento (UE) 2021/784 o los derechos y libertades fundamentales \
                                    garantizados por la Carta (artículo 4, apartado 4).",
        copy_received: "Copia recibida por nosotros",
        request_received: "Solicitud recibida por nosotros",
        request: "Contenido de la solicitud",
        decision_due: "Nuestra decisión se adoptará a más tardar",
        meanwhile: "La orden conserva sus efectos jurídicos mientras no apreciemos una infracción. Si nos proponemos \
                    apreciarla, se lo comunicaremos previamente, con nuestros motivos (artículo 4, apartado 5). Si hay \
                    algo que debamos saber, le rogamos que nos lo envíe antes del momento aquí indicado.",
    },
    scrutiny_warning: ScrutinyWarningWords {
        subject: "Intención de declarar que una orden de retirada infringe el Reglamento",
        opening: "Hemos examinado la orden de retirada aquí indicada. Nos proponemos decidir que infringe de manera \
                  grave o manifiesta el Reglamento (UE) 2021/784 o los derechos y libertades fundamentales \
                  garantizados por la Carta. Antes de adoptar esa decisión, le informamos de nuestra intención y de \
                  nuestros motivos (artículo 4, apartado 5).",
        decision_due: "Decidiremos a más tardar",
        comment: "Hasta entonces puede presentar observaciones o revocar usted mismo la orden. Una vez adoptada la \
                  decisión, la orden dejará de surtir efectos jurídicos (artículo 4, apartado 6).",
    },
    scrutiny_decision: ScrutinyDecisionWords {
        subject: PerOutcome {
            stands: "Decisión tras el examen: la orden de retirada se mantiene",
            infringement: "Decisión tras el examen: la orden de retirada ha dejado de surtir efectos jurídicos",
        },
        opening: PerOutcome {
            stands: "Hemos examinado la orden de retirada aquí indicada con arreglo al artículo 4 del Reglamento (UE) \
                     2021/784. No hemos apreciado ninguna infracción grave o manifiesta de dicho Reglamento ni de los \
                     derechos y libertades fundamentales garantizados por la Carta. La orden conserva sus efectos \
                     jurídicos.",
            infringement: "Hemos examinado la orden de retirada aquí indicada con arreglo al artículo 4 del Reglamento \
                           (UE) 2021/784. Hemos concluido que infringe de manera grave o manifiesta dicho Reglamento o \
                           los derechos y libertades fundamentales garantizados por la Carta. Con la presente \
                           decisión, la orden deja de surtir efectos jurídicos (artículo 4, apartado 6).",
        },
        if_it_stands: PerParty {
            issuing_authority: "No tiene que hacer nada.",
            provider: "El contenido debe permanecer retirado, o inaccesible en todos los Estados miembros, y seguir \
                       conservándose (artículo 6). La decisión adoptada previa solicitud puede impugnarse ante los \
                       órganos jurisdiccionales de nuestro Estado miembro, y la propia orden ante los del Estado \
                       miembro que la emitió (artículo 9, apartado 1).",
            content_provider: "La decisión adoptada previa solicitud puede impugnarse ante los órganos \
                               jurisdiccionales de nuestro Estado miembro, y la propia orden ante los del Estado \
                               miembro que la emitió (artículo 9, apartado 2).",
            europol: "Recibe la presente decisión a título informativo (artículo 4, apartado 6, y artículo 14).",
        },
        if_infringement: PerParty {
            issuing_authority: "Le rogamos que deje constancia de que la orden ya no surte ningún efecto y que informe \
                                de ello a quienes la haya transmitido. Nosotros mismos informamos al prestador y a \
                                Europol.",
            provider: "Ahora deberá restablecer inmediatamente el contenido o el acceso a él. Puede seguir aplicando \
                       sus propias condiciones generales, de conformidad con el Derecho de la Unión y nacional \
                       (artículo 4, apartado 7).",
            content_provider: "El prestador de servicios de alojamiento de datos deberá restablecer ahora \
                               inmediatamente su contenido o el acceso a él. Puede seguir aplicando sus propias \
                               condiciones generales, de conformidad con el Derecho de la Unión y nacional (artículo \
                               4, apartado 7).",
            europol: "Recibe la presente decisión a título informativo (artículo 4, apartado 6, y artículo 14). Si \
                      conserva una copia de la orden, le rogamos que haga constar en ella que carece de efectos.",
        },
    },
    final_order: FinalOrderWords {
        subject: "Una orden de retirada ha adquirido firmeza",
        opening: "La orden de retirada aquí indicada ha adquirido firmeza. Se dirige a un prestador de servicios de \
                  alojamiento de datos cuyo establecimiento principal o representante legal se encuentra en su Estado \
                  miembro. Por ello le informamos, como dispone el artículo 3, apartado 9, del Reglamento (UE) \
                  2021/784.",
        unchallenged: "El plazo de recurso ha vencido sin que se haya interpuesto ninguno.",
        confirmed: "Se interpuso recurso y la orden ha sido confirmada.",
        since: "Firme desde",
        exposure: "Las órdenes de retirada firmes figuran entre los factores por los que puede constatarse que un \
                   prestador está expuesto a contenidos terroristas (artículo 5, apartado 4).",
    },
    reinstatement: ReinstatementWords {
        subject: "Restablecimiento: la orden de retirada ya no surte ningún efecto",
        opening: PerLapse {
            scrutiny: "Tras su examen, la autoridad competente del Estado miembro de su establecimiento principal o de \
                       su representante legal ha concluido que la orden de retirada aquí indicada infringe el \
                       Reglamento (UE) 2021/784 o los derechos fundamentales. La orden ha dejado de surtir efectos \
                       jurídicos. Deberá restablecer inmediatamente el contenido o el acceso a él (artículo 4, \
                       apartado 7).",
            annulled: "La orden de retirada aquí indicada ha sido anulada tras su impugnación. Ya no surte ningún \
                       efecto. Le rogamos que restablezca inmediatamente el contenido o el acceso a él.",
            withdrawn: "La orden de retirada aquí indicada ha sido revocada por la autoridad que la emitió. Ya no \
                        surte ningún efecto. Le rogamos que restablezca inmediatamente el contenido o el acceso a él.",
        },
        decided_by: "Decisión de",
        own_terms: "Puede seguir aplicando sus propias condiciones generales, de conformidad con el Derecho de la \
                    Unión y nacional. Si por esa razón mantiene la retirada, le rogamos que se lo comunique al \
                    proveedor de contenidos, con los motivos.",
        tell: "Le rogamos que informe del restablecimiento al proveedor de contenidos y que nos indique cuándo tuvo \
               lugar.",
    },
    preservation: PreservationWords {
        subject: "Conservación de contenidos durante un período adicional",
        opening: "Los contenidos retirados o cuyo acceso se bloqueó a causa de la orden de retirada aquí indicada \
                  deben conservarse durante seis meses. Previa solicitud, se conservarán durante un período adicional \
                  determinado, únicamente si es necesario para procedimientos de control administrativo o judicial en \
                  curso y mientras lo sea (artículo 6, apartado 2, del Reglamento (UE) 2021/784). La presente es una \
                  solicitud de ese tipo.",
        proceedings: "Procedimiento en curso",
        requested_by: "Solicitado por",
        until: "Conservar hasta",
        limits: "Las garantías del artículo 6, apartado 3, siguen siendo aplicables. Si el procedimiento concluye \
                 antes, concluye con él el período adicional; se le informará de ello.",
    },
    non_disclosure: NonDisclosureWords {
        subject: PerStep {
            set: "Por ahora no debe informarse al proveedor de contenidos",
            extended: "No debe informarse al proveedor de contenidos durante un período adicional",
            lifted: "Puede volver a informarse al proveedor de contenidos",
        },
        opening: PerStep {
            set: "Por motivos de seguridad pública, hemos decidido que no debe divulgar ninguna información sobre la \
                  retirada del contenido aquí indicado ni sobre el bloqueo del acceso a él (artículo 11, apartado 3, \
                  del Reglamento (UE) 2021/784). El período es, como máximo, de seis semanas desde nuestra decisión.",
            extended: "Habíamos decidido que no debe divulgar ninguna información sobre la retirada del contenido aquí \
                       indicado ni sobre el bloqueo del acceso a él. Ello sigue estando justificado. Prorrogamos el \
                       período una sola vez, por un máximo de seis semanas (artículo 11, apartado 3, del Reglamento \
                       (UE) 2021/784). No puede volver a prorrogarse.",
            lifted: "Levantamos nuestra decisión de que no debe divulgar ninguna información sobre la retirada del \
                     contenido aquí indicado ni sobre el bloqueo del acceso a él (artículo 11, apartado 3, del \
                     Reglamento (UE) 2021/784).",
        },
        until: "Fin del período",
        afterwards: "Cuando finalice el período, o si le ponemos fin antes, pondrá a disposición del proveedor de \
                     contenidos la información sobre la retirada (artículo 11, apartado 1) y atenderá sus solicitudes \
                     (artículo 11, apartado 2).",
        from_now_on: "A partir de ahora pondrá a disposición del proveedor de contenidos la información sobre la \
                      retirada (artículo 11, apartado 1). Si lo solicita, le informará de los motivos y de sus \
                      derechos a impugnar la orden, o le entregará una copia de esta (artículo 11, apartado 2).",
    },
    content_provider: ContentProviderWords {
        subject: "Información sobre la retirada de su contenido",
        removed: "A raíz de una orden de retirada con arreglo al Reglamento (UE) 2021/784, hemos retirado el contenido \
                  aquí indicado, que usted había proporcionado. Nos ha preguntado al respecto; esta es la información \
                  a la que le da derecho el artículo 11, apartado 2.",
        disabled: "A raíz de una orden de retirada con arreglo al Reglamento (UE) 2021/784, hemos bloqueado en todos \
                   los Estados miembros el acceso al contenido aquí indicado, que usted había proporcionado. Nos ha \
                   preguntado al respecto; esta es la información a la que le da derecho el artículo 11, apartado 2.",
        acted: "Medida adoptada",
        scrutiny: "En el plazo de 48 horas desde la recepción de esta información, también puede presentar a la \
                   autoridad aquí indicada una solicitud motivada de examen de la orden. Esta decide en el plazo de 72 \
                   horas desde la recepción de su solicitud (artículo 4, apartado 4).",
        scrutiny_authority: "Autoridad que puede examinar la orden",
        order_follows: "A continuación de este mensaje figura una copia de la orden de retirada. Su sección G indica \
                        cómo puede impugnarse.",
    },
    complaint: ComplaintWords {
        subject_upheld: "Su reclamación ha sido estimada",
        subject_rejected: "Su reclamación ha sido desestimada",
        upheld: "Hemos examinado su reclamación sobre el contenido aquí indicado. Su retirada, o el bloqueo del acceso \
                 a él, no estaba justificada y ha quedado sin efecto.",
        rejected: "Hemos examinado su reclamación sobre el contenido aquí indicado. Su retirada, o el bloqueo del \
                   acceso a él, se mantiene por los motivos aquí expuestos.",
        received: "Reclamación recibida",
        reinstated: "Restablecido",
        review: "Este resultado no le impide iniciar un procedimiento de control administrativo o judicial.",
    },
    dsa_order: DsaOrderWords {
        subject: "Orden de actuación contra contenidos ilícitos, artículo 9 del Reglamento (UE) 2022/2065",
        opening: "La presente es una orden de actuación contra los contenidos ilícitos aquí indicados. Se dicta sobre \
                  la base jurídica aquí indicada y se le transmite conforme al artículo 9 del Reglamento (UE) \
                  2022/2065.",
        legal_basis: "Base jurídica de la orden",
        measure: "Medida ordenada",
        reasons: "Por qué el contenido es ilícito, y con arreglo a qué disposiciones",
        territory: "Ámbito de aplicación territorial, limitado a lo estrictamente necesario",
        redress_provider: "Cómo puede usted impugnar la presente orden",
        redress_recipient: "Cómo puede impugnarla el destinatario que proporcionó el contenido",
        effect_to: "Autoridad a la que debe informarse del curso dado a la orden",
        report: "Le rogamos que informe a dicha autoridad, sin dilación indebida, del curso dado a la orden, \
                 especificando si se ha dado curso a la orden y cuándo (artículo 9, apartado 1).",
        recipient: "A más tardar cuando dé curso a la orden, le rogamos que informe al destinatario del servicio \
                    afectado de la orden y del curso dado a ella, con los motivos, las vías de recurso y el ámbito de \
                    aplicación territorial (artículo 9, apartado 5).",
        withdrawn: "Revocamos la orden de actuación contra contenidos ilícitos aquí indicada. Ya no surte ningún \
                    efecto.",
        restore: "Si restringió el contenido a causa de la orden, le rogamos que lo restablezca, salvo que sus propias \
                  condiciones se opongan, y que informe de ello al destinatario del servicio.",
    },
    dsa_notice: DsaNoticeWords {
        subject: "Notificación de un contenido ilícito, artículo 16 del Reglamento (UE) 2022/2065",
        opening: "La presente es una notificación con arreglo al artículo 16 del Reglamento (UE) 2022/2065. No es una \
                  orden: la decisión le corresponde a usted, y debe adoptarse de manera oportuna, diligente, no \
                  arbitraria y objetiva (artículo 16, apartado 6).",
        reasons: "Por qué consideramos que la información es contenido ilícito",
        name: "Nombre del notificante",
        email: "Correo electrónico del notificante",
        good_faith: "Declaramos que creemos de buena fe que la información y las alegaciones que contiene esta \
                     notificación son precisas y completas.",
        answering: "Le rogamos que acuse recibo de esta notificación y que nos comunique, sin dilación indebida, su \
                    decisión y las vías de recurso (artículo 16, apartados 4 y 5). Si restringe el contenido, se debe \
                    una declaración de motivos a quien lo proporcionó (artículo 17).",
    },
    own_page: OwnPageWords {
        subject: "El enlace a su propia página",
        opening: "Alguien que tiene un enlace a una de nuestras órdenes o comunicaciones dirigidas a usted ha pedido que \
                  este enlace se envíe a su punto de contacto. Abre la página que muestra todo lo que ha recibido de \
                  nosotros.",
        asked: "Solicitado",
        link: "Su propia página",
        keep: "Le rogamos que no lo comparta: quien lo tiene puede leer la página. Si llega a otras manos, avísenos y lo \
               sustituiremos. Si nadie en su empresa lo ha pedido, no tiene que hacer nada.",
    },
};
